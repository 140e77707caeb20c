# numpy, and Adam's own option, which is the penalty
import numpy as np

gaps = []
for one, other in ((descend(torch.optim.SGD, penalty=0.25), descend(torch.optim.SGD, 0, 0.5)),
                   (descend(torch.optim.Adam, 0, 0.5), descend(torch.optim.AdamW, 0, 0.5))):
    gaps.append(np.max(np.abs(one.numpy() - other.numpy())))
sgd_gap, adam_gap = gaps
verdict = "fact" if max(gaps) < 1e-6 else "myth"
