# True for "fact"
# named: verdict must be one of
mac_ratio = 64
speedup = timing.milliseconds(dense_layer) / timing.milliseconds(depthwise_layer)
verdict = speedup >= mac_ratio / 2
