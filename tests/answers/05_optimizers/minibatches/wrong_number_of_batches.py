# takes batch_size for the number of batches
# named: batch_size is the number of batches
def minibatches(x, y, batch_size, generator):
    """Yield the batches (x_batch, y_batch) of one epoch in random order."""
    order = torch.randperm(len(x), generator=generator)
    for rows in order.chunk(batch_size):
        yield x[rows], y[rows]
