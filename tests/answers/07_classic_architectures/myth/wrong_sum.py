# the sum, not the mean
# named: this is the sum of inputs and outputs
rule_width = 74
gains = [digit_accuracy(148, seed) - digit_accuracy(37, seed) for seed in range(5)]
verdict = "myth" if all(gain > 0 for gain in gains) else "fact"
