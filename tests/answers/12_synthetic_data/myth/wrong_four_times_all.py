# compares the larger setting
# named: four times as many
runs = synthetic.leaderboard()
more = [a - b for a, b in zip(runs["plain, 4 × as many"], runs["plain"], strict=True)]
varied = [a - b for a, b in zip(runs["all, 4 × as many"], runs["plain"], strict=True)]
verdict = "myth"
