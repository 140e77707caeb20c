# a verdict that does not fit
# unnamed: the visible check must not tell the verdict
runs = synthetic.leaderboard()
more = [a - b for a, b in zip(runs["plain, 4 × as many"], runs["plain"], strict=True)]
varied = [a - b for a, b in zip(runs["all"], runs["plain"], strict=True)]
verdict = "fact"
