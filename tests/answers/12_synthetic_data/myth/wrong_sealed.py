# the sealed digits
# unnamed: numbers of the other digits
runs = synthetic.leaderboard("sealed")
more = [a - b for a, b in zip(runs["plain, 4 × as many"], runs["plain"], strict=True)]
varied = [a - b for a, b in zip(runs["all"], runs["plain"], strict=True)]
verdict = "myth"
