# as described
per_image = seconds_per_image((63, 64, 65))
faster = min(per_image[63], per_image[65])
advantage = faster / per_image[64]
if advantage >= 1.1:
    verdict_batch_size = "fact"
else:
    verdict_batch_size = "myth"
