# with a pointwise step, which is not in the layer
# named: this is the ratio of a separable convolution
mac_ratio = (64 * 64 * 9) / (64 * 9 + 64 * 64)
speedup = timing.milliseconds(dense_layer) / timing.milliseconds(depthwise_layer)
verdict = "fact" if speedup >= mac_ratio / 2 else "myth"
