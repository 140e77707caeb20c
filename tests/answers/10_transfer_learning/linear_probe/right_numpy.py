# numpy all the way, a layer at the end
def linear_probe(features, labels, num_classes, steps=100, lr=0.5):
    """Return a linear layer trained on the features, from zeros, by gradient descent."""
    import numpy as np

    x, y = features.numpy(), labels.numpy()
    w, b = np.zeros((num_classes, x.shape[1])), np.zeros(num_classes)
    for _ in range(steps):
        z = x @ w.T + b
        p = np.exp(z - z.max(1, keepdims=True))
        p /= p.sum(1, keepdims=True)
        p[np.arange(len(y)), y] -= 1
        w, b = w - lr * p.T @ x / len(y), b - lr * p.mean(0)
    layer = nn.Linear(x.shape[1], num_classes, dtype=features.dtype)
    layer.weight.data[:] = torch.from_numpy(w)
    layer.bias.data[:] = torch.from_numpy(b)
    return layer
