# one accuracy for each
# unnamed: one number comes where a list is expected; the message shows both
scores = {n: accuracy(n, 0) for n in ("ReLU", *OTHERS)}
gains = {n: scores[n] - scores["ReLU"] for n in OTHERS}
verdict = "myth"
