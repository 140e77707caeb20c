# depthwise time divided by dense time, about what it is on a laptop
# named: this is not between
mac_ratio = 64.0
speedup = 0.17
verdict = "myth"
