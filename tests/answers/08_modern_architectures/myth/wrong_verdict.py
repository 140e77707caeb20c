# believes the claim in spite of the numbers
# unnamed: passes the visible check, which must not reveal the verdict
extra = [a - b for a, b in zip(TRAINING["plain 32"], TRAINING["plain 8"])]
gaps = {name: (sum(TEST[name]) - sum(TRAINING[name])) / 6 for name in ("plain 32", "residual 32")}
verdict = "fact"
