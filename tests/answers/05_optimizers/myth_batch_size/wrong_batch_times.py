# milliseconds of whole batches
# named: this is not between
per_image = {63: 2100.0, 64: 2000.0, 65: 2300.0}
advantage = 2100 / 2000
verdict_batch_size = "myth"
