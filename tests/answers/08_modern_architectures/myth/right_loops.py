# loops, and a capital
extra = []
for seed in range(6):
    extra.append(TRAINING["plain 32"][seed] - TRAINING["plain 8"][seed])
gaps = {}
for name in ["plain 32", "residual 32"]:
    total = 0
    for seed in range(6):
        total += TEST[name][seed] - TRAINING[name][seed]
    gaps[name] = total / 6
verdict = "Myth"
if sum(extra) < 0:
    if gaps["plain 32"] > gaps["residual 32"]:
        verdict = "Fact"
