# formatted for display
# named: this is not a number
mac_ratio = 64
speedup = f"{timing.milliseconds(dense_layer) / timing.milliseconds(depthwise_layer):.1f}x"
verdict = "myth"
