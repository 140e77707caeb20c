# numpy, and the image moved by concatenation
import numpy as np

shifted = torch.cat([CARDS[..., -1:], CARDS[..., :-1]], dim=-1)
results = {}
for net in (plain_net, pooled_net):
    a, b = net(CARDS).numpy().squeeze(), net(shifted).numpy().squeeze()
    results[net] = np.abs(b - a).mean() / np.abs(a).mean()
without_pooling, with_pooling = results.values()
verdict = "myth" if with_pooling >= without_pooling else "fact"
