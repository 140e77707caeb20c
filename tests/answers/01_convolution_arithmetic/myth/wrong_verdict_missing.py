# verdict is left unset
# named: verdict is not set yet
mac_ratio = 64
speedup = 4.7
verdict = None
