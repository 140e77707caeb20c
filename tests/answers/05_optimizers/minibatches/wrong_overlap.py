# the next batch starts one sample later
# named: batches overlap
def minibatches(x, y, batch_size, generator):
    """Yield the batches (x_batch, y_batch) of one epoch in random order."""
    order = torch.randperm(len(x), generator=generator)
    for i in range(len(x)):
        rows = order[i : i + batch_size]
        yield x[rows], y[rows]
