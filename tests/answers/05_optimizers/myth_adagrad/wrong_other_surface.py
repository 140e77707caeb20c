# on another surface
# unnamed: its form is right; the numbers are compared in the hidden part
adagrad_steps = fewest_steps(torch.optim.Adagrad, surfaces.TILTED)
rival_steps = {
    "gradient descent": fewest_steps(torch.optim.SGD, surfaces.TILTED),
    "momentum": fewest_steps(lambda p, lr: torch.optim.SGD(p, lr, momentum=0.9), surfaces.TILTED),
    "Adam": fewest_steps(torch.optim.Adam, surfaces.TILTED),
}
verdict_adagrad = "myth" if adagrad_steps < min(rival_steps.values()) else "fact"
