# a list for each network
# named: here a mean
extra = [a - b for a, b in zip(TRAINING["plain 32"], TRAINING["plain 8"])]
gaps = {name: [a - b for a, b in zip(TEST[name], TRAINING[name])] for name in ("plain 32", "residual 32")}
verdict = "myth"
