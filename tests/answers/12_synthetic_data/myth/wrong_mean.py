# a mean instead of five
# named: one number for each seed
runs = synthetic.leaderboard()
more = [a - b for a, b in zip(runs["plain, 4 × as many"], runs["plain"], strict=True)]
more = sum(more) / 5
varied = [a - b for a, b in zip(runs["all"], runs["plain"], strict=True)]
verdict = "myth"
