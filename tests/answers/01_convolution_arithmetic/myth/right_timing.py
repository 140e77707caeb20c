# timing.milliseconds, and a condition for the verdict
mac_ratio = 64 * 64 * 9 / (64 * 1 * 9)
dense_ms = timing.milliseconds(dense_layer)
depthwise_ms = timing.milliseconds(depthwise_layer)
speedup = dense_ms / depthwise_ms
if speedup >= 0.5 * mac_ratio:
    verdict = "fact"
else:
    verdict = "myth"
