# a list instead of a dict
# named: a dict is expected
adagrad_steps = fewest_steps(torch.optim.Adagrad)
rival_steps = {
    "gradient descent": fewest_steps(torch.optim.SGD),
    "momentum": fewest_steps(lambda p, lr: torch.optim.SGD(p, lr, momentum=0.9)),
    "Adam": fewest_steps(torch.optim.Adam),
}
rival_steps = list(rival_steps.values())
verdict_adagrad = "myth"
