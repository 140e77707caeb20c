# one seed for all
# unnamed: the first gain is right
rule_width = 37
gains = [digit_accuracy(148, 0) - digit_accuracy(37, 0) for seed in range(5)]
verdict = "myth" if all(gain > 0 for gain in gains) else "fact"
