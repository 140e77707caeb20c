# the gradient of the softmax by hand
def linear_probe(features, labels, num_classes, steps=100, lr=0.5):
    """Return a linear layer trained on the features, from zeros, by gradient descent."""
    probe = nn.Linear(features.shape[1], num_classes).to(features.dtype)
    weight, bias = probe.weight.data.zero_(), probe.bias.data.zero_()
    wanted = F.one_hot(labels, num_classes)
    for _ in range(steps):
        error = (features @ weight.T + bias).softmax(dim=1) - wanted
        weight -= lr * error.T @ features / len(labels)
        bias -= lr * error.mean(dim=0)
    return probe
