# depthwise / dense
# named: the ratio is upside down
mac_ratio = (64 * 9) / (64 * 64 * 9)
speedup = timing.milliseconds(dense_layer) / timing.milliseconds(depthwise_layer)
verdict = "fact" if speedup >= mac_ratio / 2 else "myth"
