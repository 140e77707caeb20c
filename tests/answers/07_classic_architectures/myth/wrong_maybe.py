# neither the one nor the other
# named: verdict must be one of
rule_width = 37
gains = [digit_accuracy(148, seed) - digit_accuracy(37, seed) for seed in range(5)]
verdict = "it depends"
