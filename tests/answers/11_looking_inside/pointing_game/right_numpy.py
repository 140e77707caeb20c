# numpy
import numpy as np

def pointing_game(maps, masks):
    maps, masks = np.asarray(maps), np.asarray(masks)
    score = []
    for heat, mask in zip(maps, masks):
        place = np.unravel_index(np.argmax(heat), heat.shape)
        score.append(bool(mask[place]) and np.ptp(heat) > 0)
    return np.mean(score)
