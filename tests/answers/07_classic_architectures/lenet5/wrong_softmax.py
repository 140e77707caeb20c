# probabilities at the end
# named: a softmax too many
def lenet5(num_classes=10, in_channels=1):
    """Return LeNet-5 for 32×32 images."""
    return nn.Sequential(
        nn.Conv2d(in_channels, 6, 5),
        nn.Tanh(),
        nn.AvgPool2d(2),
        nn.Conv2d(6, 16, 5),
        nn.Tanh(),
        nn.AvgPool2d(2),
        nn.Flatten(),
        nn.Linear(400, 120),
        nn.Tanh(),
        nn.Linear(120, 84),
        nn.Tanh(),
        nn.Linear(84, num_classes),
        nn.Softmax(dim=1),
    )
