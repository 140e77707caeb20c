# training minus test
# named: training loss minus test loss is taken
extra = [a - b for a, b in zip(TRAINING["plain 32"], TRAINING["plain 8"])]
gaps = {name: (sum(TRAINING[name]) - sum(TEST[name])) / 6 for name in ("plain 32", "residual 32")}
verdict = "myth"
