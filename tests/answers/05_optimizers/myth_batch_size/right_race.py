# measures by itself
network = torch.nn.Linear(64, 10)
times = {n: timing.milliseconds(lambda: network(torch.randn(n, 64))) for n in (65, 64, 63)}
per_image = {n: t / 1000 / n for n, t in times.items()}
advantage = min(per_image[n] for n in (63, 65)) / per_image[64]
verdict_batch_size = ["myth", "fact"][advantage >= 1.1]
