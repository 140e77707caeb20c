# a loop, a tuple and a capital letter
rule_width = int((8 * 8 + 10) / 2)
gains = ()
for seed in (0, 1, 2, 3, 4):
    narrow = digit_accuracy(rule_width, seed)
    wide = digit_accuracy(hidden=4 * rule_width, seed=seed)
    gains = (*gains, wide - narrow)
verdict = "Fact" if min(gains) <= 0 else "Myth"
