# the path instead of its length
# named: this is not a number
adagrad_steps = surfaces.descend(torch.optim.Adagrad, surfaces.RAVINE, 300)
rival_steps = {"gradient descent": 298, "momentum": 94, "Adam": 82}
verdict_adagrad = "myth"
