# takes rows off the front, numpy indices
def minibatches(x, y, batch_size, generator):
    """Yield the batches (x_batch, y_batch) of one epoch in random order."""
    order = torch.randperm(len(y), generator=generator).numpy()
    batches = []
    while len(order):
        batches.append((x[order[:batch_size]], y[order[:batch_size]]))
        order = order[batch_size:]
    return batches
