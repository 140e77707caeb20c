# a word that is not on offer
# named: verdict must be one of
scores = {n: [0.96] * 6 for n in ("ReLU", *OTHERS)}
gains = {n: 0.0 for n in OTHERS}
verdict = "it depends"
