# momentum without momentum
# named: two rivals have the same number
adagrad_steps = fewest_steps(torch.optim.Adagrad)
rival_steps = {
    "gradient descent": fewest_steps(torch.optim.SGD),
    "momentum": fewest_steps(torch.optim.SGD),
    "Adam": fewest_steps(torch.optim.Adam),
}
verdict_adagrad = "myth" if adagrad_steps < min(rival_steps.values()) else "fact"
