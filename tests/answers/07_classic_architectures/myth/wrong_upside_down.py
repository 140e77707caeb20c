# narrow minus wide
# named: not the other way round
rule_width = 37
gains = [digit_accuracy(37, seed) - digit_accuracy(148, seed) for seed in range(5)]
verdict = "myth" if all(gain > 0 for gain in gains) else "fact"
