# formulas, numpy numbers, tensors and capital letters
import numpy as np

convs = np.array([[3, 64, 224], [64, 64, 224], [64, 128, 112], [128, 128, 112], [128, 256, 56],
                  [256, 256, 56], [256, 256, 56], [256, 512, 28], [512, 512, 28], [512, 512, 28],
                  [512, 512, 14], [512, 512, 14], [512, 512, 14]])
macs = 9 * convs[:, 0] * convs[:, 1] * convs[:, 2] ** 2
total = macs.sum() + 25088 * 4096 + 4096 * 4096 + 4096 * 1000
memory = (convs[:, 1] * convs[:, 2] ** 2).sum() + 4096 + 4096 + 1000
corrections = {"N": 3 * 9 * 64 * 64, "M": (7**2 * 3 * 64 * 112**2 + 64**2 * 56**2
                                           + 9 * 64 * 192 * 56**2) / 1e6}
corrections |= {"I": total / 1e9, "K": total / 716_767_232, "J": memory * 4 / 2**20}
corrections |= {"L": macs[:7].sum() / 1e6, "G": torch.tensor(3), "D": float(9217 * 4096)}
corrections |= {"C": 256 * 384 * 9 * 13 * 13 / 1e6}
