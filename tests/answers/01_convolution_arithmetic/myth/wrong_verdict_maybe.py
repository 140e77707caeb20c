# a verdict that is not on offer
# named: verdict must be one of
mac_ratio = 64
speedup = timing.milliseconds(dense_layer) / timing.milliseconds(depthwise_layer)
verdict = "maybe"
