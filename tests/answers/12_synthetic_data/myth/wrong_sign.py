# the other way round
# named: the other way round
runs = synthetic.leaderboard()
more = [b - a for a, b in zip(runs["plain, 4 × as many"], runs["plain"], strict=True)]
varied = [a - b for a, b in zip(runs["all"], runs["plain"], strict=True)]
verdict = "myth"
