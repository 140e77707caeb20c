# walks by hand
def fewest(make):
    found = [300]
    for lr in RATES:
        path = surfaces.descend(lambda p: make(p, lr), surfaces.RAVINE, 300)
        found.append(surfaces.arrival(surfaces.RAVINE, path) or 300)
    return min(found)


from functools import partial

adagrad_steps = fewest(torch.optim.Adagrad)
rival_steps = {"gradient descent": fewest(torch.optim.SGD), "Adam": fewest(torch.optim.Adam)}
rival_steps["momentum"] = fewest(partial(torch.optim.SGD, momentum=0.9))
verdict_adagrad = ("fact", "myth")[adagrad_steps < min(rival_steps.values())]
