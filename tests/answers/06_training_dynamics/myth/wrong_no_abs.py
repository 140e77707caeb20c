# the largest difference with its sign
# unnamed: of the ten differences the smallest has no usual value
sgd, adam, adamw = torch.optim.SGD, torch.optim.Adam, torch.optim.AdamW
sgd_gap = (descend(sgd, penalty=0.25) - descend(sgd, weight_decay=0.5)).min().neg().item()
adam_gap = (descend(adam, penalty=0.25) - descend(adamw, weight_decay=0.5)).min().neg().item()
verdict = "fact" if max(sgd_gap, adam_gap) < 1e-6 else "myth"
