# starts at random
# unnamed: a random start can be anywhere
def linear_probe(features, labels, num_classes, steps=100, lr=0.5):
    """Return a linear layer trained on the features, from zeros, by gradient descent."""
    probe = nn.Linear(features.shape[1], num_classes, dtype=features.dtype)
    optimizer = torch.optim.SGD(probe.parameters(), lr=lr)
    for _ in range(steps):
        loss = F.cross_entropy(probe(features), labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return probe
