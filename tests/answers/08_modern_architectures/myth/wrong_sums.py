# sums instead of means
# named: these are sums over the seeds
extra = [a - b for a, b in zip(TRAINING["plain 32"], TRAINING["plain 8"])]
gaps = {name: sum(TEST[name]) - sum(TRAINING[name]) for name in ("plain 32", "residual 32")}
verdict = "myth"
