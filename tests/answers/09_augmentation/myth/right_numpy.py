# numpy, and means of both lists
import numpy as np

table = {name: np.array(row) for name, row in SMALL_DATA.items()}
start = table.pop("none")
gains = {name: float(row.mean() - start.mean()) for name, row in table.items()}
harmful = tuple(sorted(name for name in table if np.all(table[name] < start)))
verdict = "myth" if harmful or gains["everything"] < gains["four together"] else "fact"
