# the multiply–adds of the dense layer, not divided
# named: this is a number of multiply–adds
mac_ratio = 64 * 64 * 9 * 32 * 32
speedup = timing.milliseconds(dense_layer) / timing.milliseconds(depthwise_layer)
verdict = "fact" if speedup >= mac_ratio / 2 else "myth"
