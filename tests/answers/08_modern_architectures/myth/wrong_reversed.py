# shallow minus deep
# named: the difference is taken the other way round
extra = [b - a for a, b in zip(TRAINING["plain 32"], TRAINING["plain 8"])]
gaps = {name: (sum(TEST[name]) - sum(TRAINING[name])) / 6 for name in ("plain 32", "residual 32")}
verdict = "myth"
