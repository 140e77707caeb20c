# numpy
import numpy as np

runs = {name: np.array(row) for name, row in synthetic.leaderboard("open").items()}
more = (runs["plain, 4 × as many"] - runs["plain"]).tolist()
varied = (runs["all"] - runs["plain"]).tolist()
verdict = "fact" if np.mean(more) >= np.mean(varied) / 2 else "myth"
