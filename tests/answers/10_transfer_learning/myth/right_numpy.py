# numpy, and the verdict typed after looking
import numpy as np

runs = {
    (task, inputs): np.array([five_shot(task, inputs, seed) for seed in (0, 1, 2)])
    for task in ("near", "far")
    for inputs in ("features", "pixels")
}
gain_near = (runs["near", "features"] - runs["near", "pixels"]).mean()
gain_far = (runs["far", "features"] - runs["far", "pixels"]).mean()
verdict = "myth"
