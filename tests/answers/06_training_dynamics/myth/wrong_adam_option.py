# Adam's own option on one side
# named: compare with AdamW
sgd, adam, adamw = torch.optim.SGD, torch.optim.Adam, torch.optim.AdamW
sgd_gap = (descend(sgd, penalty=0.25) - descend(sgd, weight_decay=0.5)).abs().max().item()
adam_gap = (descend(adam, penalty=0.25) - descend(adam, weight_decay=0.5)).abs().max().item()
verdict = "fact" if max(sgd_gap, adam_gap) < 1e-6 else "myth"
