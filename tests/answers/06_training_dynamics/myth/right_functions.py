# a helper for the gap
def gap(one, other):
    return float((one - other).abs().max())


sgd_gap = gap(descend(torch.optim.SGD, 0.25), descend(torch.optim.SGD, weight_decay=0.5))
adam_gap = gap(descend(torch.optim.Adam, 0.25), descend(torch.optim.AdamW, weight_decay=0.5))
verdict = "myth"
