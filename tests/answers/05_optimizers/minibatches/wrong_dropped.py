# only full batches
# named: the last, shorter batch is dropped
def minibatches(x, y, batch_size, generator):
    """Yield the batches (x_batch, y_batch) of one epoch in random order."""
    order = torch.randperm(len(x), generator=generator)
    for i in range(len(x) // batch_size):
        rows = order[i * batch_size : (i + 1) * batch_size]
        yield x[rows], y[rows]
