# a difference instead of a quotient
# named: this is not between
mac_ratio = 64
speedup = timing.milliseconds(depthwise_layer) - 10 * timing.milliseconds(dense_layer)
verdict = "myth"
