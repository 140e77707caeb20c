# other batch sizes
# named: the batch sizes 63, 64 and 65
per_image = seconds_per_image([32, 64, 128])
advantage = min(per_image[32], per_image[128]) / per_image[64]
verdict_batch_size = "fact" if advantage >= 1.1 else "myth"
