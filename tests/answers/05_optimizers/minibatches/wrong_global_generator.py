# torch's global generator decides
# named: the generator is not used
def minibatches(x, y, batch_size, generator):
    """Yield the batches (x_batch, y_batch) of one epoch in random order."""
    order = torch.randperm(len(x))
    for rows in order.split(batch_size):
        yield x[rows], y[rows]
