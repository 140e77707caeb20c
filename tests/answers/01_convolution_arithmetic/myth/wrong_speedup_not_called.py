# the function that measures, not what it returns
# named: this is not a number
mac_ratio = 64
speedup = lambda: timing.milliseconds(dense_layer) / timing.milliseconds(depthwise_layer)
verdict = "myth"
