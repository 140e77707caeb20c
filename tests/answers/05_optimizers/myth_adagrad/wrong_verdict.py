# takes the claim as true
# unnamed: the verdict is compared with the numbers in the hidden part
adagrad_steps = fewest_steps(torch.optim.Adagrad)
rival_steps = {
    "gradient descent": fewest_steps(torch.optim.SGD),
    "momentum": fewest_steps(lambda p, lr: torch.optim.SGD(p, lr, momentum=0.9)),
    "Adam": fewest_steps(torch.optim.Adam),
}
verdict_adagrad = "fact"
