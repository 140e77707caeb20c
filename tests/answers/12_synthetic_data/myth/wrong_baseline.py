# compares with four times as many
# named: compare with plain
runs = synthetic.leaderboard()
more = [a - b for a, b in zip(runs["plain, 4 × as many"], runs["plain"], strict=True)]
varied = [a - b for a, b in zip(runs["all"], runs["plain, 4 × as many"], strict=True)]
verdict = "myth"
