# speedup is left unset
# named: speedup is not set yet
mac_ratio = 64
speedup = None
verdict = "myth"
