# without momentum
# named: momentum is missing
adagrad_steps = fewest_steps(torch.optim.Adagrad)
rival_steps = {
    "gradient descent": fewest_steps(torch.optim.SGD),
    "Adam": fewest_steps(torch.optim.Adam),
}
verdict_adagrad = "myth" if adagrad_steps < min(rival_steps.values()) else "fact"
