# numpy
import numpy as np

extra = np.array(TRAINING["plain 32"]) - np.array(TRAINING["plain 8"])
extra = extra.tolist()
gaps = {name: np.mean(TEST[name]) - np.mean(TRAINING[name]) for name in ("plain 32", "residual 32")}
verdict = "fact" if np.mean(extra) < 0 and gaps["plain 32"] > gaps["residual 32"] else "myth"
