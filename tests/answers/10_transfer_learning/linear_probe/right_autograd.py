# torch.autograd.grad and no optimizer
def linear_probe(features, labels, num_classes, steps=100, lr=0.5):
    """Return a linear layer trained on the features, from zeros, by gradient descent."""
    layer = torch.nn.Linear(features.size(1), num_classes, dtype=features.dtype)
    with torch.no_grad():
        for p in layer.parameters():
            p.fill_(0)
    for _ in range(steps):
        nll = -layer(features).log_softmax(1)[torch.arange(len(labels)), labels].mean()
        grads = torch.autograd.grad(nll, list(layer.parameters()))
        with torch.no_grad():
            for p, g in zip(layer.parameters(), grads):
                p.sub_(lr * g)
    return layer
