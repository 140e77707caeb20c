# the condition is the wrong way round
# unnamed: passes the visible check, which must not reveal the verdict
mac_ratio = 64
speedup = timing.milliseconds(dense_layer) / timing.milliseconds(depthwise_layer)
verdict = "myth" if speedup >= mac_ratio / 2 else "fact"
