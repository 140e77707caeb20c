# no verdict
# named: must be one of
runs = synthetic.leaderboard()
more = [a - b for a, b in zip(runs["plain, 4 × as many"], runs["plain"], strict=True)]
varied = [a - b for a, b in zip(runs["all"], runs["plain"], strict=True)]
verdict = "it depends"
