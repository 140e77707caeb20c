# mac_ratio is left unset
# named: mac_ratio is not set yet
mac_ratio = None
speedup = timing.milliseconds(dense_layer) / timing.milliseconds(depthwise_layer)
verdict = "myth"
