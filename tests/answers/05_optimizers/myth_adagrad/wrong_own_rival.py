# Adagrad among its rivals
# named: not its own rival
adagrad_steps = fewest_steps(torch.optim.Adagrad)
rival_steps = {
    "gradient descent": fewest_steps(torch.optim.SGD),
    "momentum": fewest_steps(lambda p, lr: torch.optim.SGD(p, lr, momentum=0.9)),
    "Adam": fewest_steps(torch.optim.Adam),
}
rival_steps["Adagrad"] = adagrad_steps
verdict_adagrad = "myth" if adagrad_steps < min(rival_steps.values()) else "fact"
