# the ratio as a tensor
per_image = seconds_per_image([65, 64, 63])
seconds = torch.tensor([per_image[n] for n in (63, 64, 65)], dtype=torch.float64)
advantage = seconds[[0, 2]].min() / seconds[1]
verdict_batch_size = "FACT" if advantage >= 1.1 else "MYTH"
