# left unset
# named: rule_width is not set yet
rule_width = None
gains = [digit_accuracy(148, seed) - digit_accuracy(37, seed) for seed in range(5)]
verdict = "myth" if all(gain > 0 for gain in gains) else "fact"
