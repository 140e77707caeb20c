# numpy numbers from the weights' sizes
import numpy as np

mac_ratio = np.int64(dense_weight.numel()) / depthwise_weight.numel()
times = np.array([[timing.milliseconds(layer, repeats=1) for _ in range(5)]
                  for layer in (dense_layer, depthwise_layer)])
speedup = np.divide(*times.min(axis=1))
verdict = {True: "fact", False: "myth"}[bool(speedup >= mac_ratio / 2)]
