# a function for each
def gradient_descent(parameters, rate):
    return torch.optim.SGD(parameters, lr=rate)


def momentum_of(parameters, rate):
    return torch.optim.SGD(parameters, lr=rate, momentum=0.9)


rivals = {"Adam": torch.optim.Adam, "gradient descent": gradient_descent, "momentum": momentum_of}
rival_steps = {name: fewest_steps(make) for name, make in rivals.items()}
adagrad_steps = fewest_steps(lambda p, lr: torch.optim.Adagrad(p, lr=lr))
verdict_adagrad = "fact"
if all(adagrad_steps < steps for steps in rival_steps.values()):
    verdict_adagrad = "myth"
