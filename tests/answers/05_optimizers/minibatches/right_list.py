# a list of pairs, shuffled first
def minibatches(x, y, batch_size, generator):
    """Yield the batches (x_batch, y_batch) of one epoch in random order."""
    order = torch.randperm(x.shape[0], generator=generator)
    return list(zip(x[order].split(batch_size), y[order].split(batch_size)))
