# the mean difference
# named: this is the mean difference
sgd, adam, adamw = torch.optim.SGD, torch.optim.Adam, torch.optim.AdamW
sgd_gap = (descend(sgd, penalty=0.25) - descend(sgd, weight_decay=0.5)).abs().max().item()
adam_gap = (descend(adam, penalty=0.25) - descend(adamw, weight_decay=0.5)).abs().mean().item()
verdict = "fact" if max(sgd_gap, adam_gap) < 1e-6 else "myth"
