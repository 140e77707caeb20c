# numpy after the model
import math
import numpy as np

def shift_error(model, x, shift):
    before = model(x).detach().numpy()
    after = model(torch.roll(x, shift, dims=-1)).detach().numpy()
    width = before.shape[-1]
    expected = np.roll(before, math.floor(shift * width / x.shape[-1]), axis=-1)
    inner = np.arange(width // 4, width - width // 4)
    expected, after = expected[..., inner], after[..., inner]
    return np.abs(after - expected).mean() / np.abs(expected).mean()
