# pairs of runs
runs = synthetic.leaderboard()
more = [a - b for a, b in zip(runs["plain, 4 × as many"], runs["plain"], strict=True)]
varied = [a - b for a, b in zip(runs["all"], runs["plain"], strict=True)]
verdict = "fact" if sum(more) / 5 >= sum(varied) / 5 / 2 else "myth"
