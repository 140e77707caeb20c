# the accuracies
# named: these are the accuracies
runs = synthetic.leaderboard()
more = runs["plain, 4 × as many"]
varied = [a - b for a, b in zip(runs["all"], runs["plain"], strict=True)]
verdict = "myth"
