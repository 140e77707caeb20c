# the weights instead of their difference
# named: where a number is expected
sgd, adam, adamw = torch.optim.SGD, torch.optim.Adam, torch.optim.AdamW
sgd_gap = descend(sgd, penalty=0.25)
adam_gap = (descend(adam, penalty=0.25) - descend(adamw, weight_decay=0.5)).abs().max().item()
verdict = "myth"
