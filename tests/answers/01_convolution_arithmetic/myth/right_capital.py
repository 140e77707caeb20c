# the verdict with a capital letter, which the visible check accepts
mac_ratio = 64
speedup = timing.milliseconds(dense_layer) / timing.milliseconds(depthwise_layer)
verdict = "Fact" if speedup >= mac_ratio / 2 else "Myth"
