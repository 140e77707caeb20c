# compares test losses
# named: these are test losses
extra = [a - b for a, b in zip(TEST["plain 32"], TEST["plain 8"])]
gaps = {name: (sum(TEST[name]) - sum(TRAINING[name])) / 6 for name in ("plain 32", "residual 32")}
verdict = "myth"
