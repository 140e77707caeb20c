# 64 above the line
# named: upside down
per_image = {63: 2.5e-5, 64: 1.0e-5, 65: 2.0e-5}  # as measured elsewhere
advantage = per_image[64] / min(per_image[63], per_image[65])
verdict_batch_size = "fact" if advantage >= 1.1 else "myth"
