# a difference of times
# named: divide, do not subtract
per_image = {63: 2.5e-5, 64: 1.0e-5, 65: 2.0e-5}  # as measured elsewhere
advantage = min(per_image[63], per_image[65]) - per_image[64]
verdict_batch_size = "myth"
