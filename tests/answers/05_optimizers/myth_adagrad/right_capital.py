# the verdict in capitals
adagrad_steps = fewest_steps(torch.optim.Adagrad)
rival_steps = {
    "gradient descent": fewest_steps(torch.optim.SGD),
    "momentum": fewest_steps(lambda p, lr: torch.optim.SGD(p, lr, momentum=0.9)),
    "Adam": fewest_steps(torch.optim.Adam),
}
verdict_adagrad = " Myth"
