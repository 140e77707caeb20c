# tensors, a capital letter
runs = synthetic.leaderboard()
base = torch.tensor(runs["plain"], dtype=torch.float64)
more = (torch.tensor(runs["plain, 4 × as many"], dtype=torch.float64) - base).tolist()
varied = (torch.tensor(runs["all"], dtype=torch.float64) - base).tolist()
verdict = "Myth"
