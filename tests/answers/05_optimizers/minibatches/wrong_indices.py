# the rows instead of the samples
# named: the numbers of the samples
def minibatches(x, y, batch_size, generator):
    """Yield the batches (x_batch, y_batch) of one epoch in random order."""
    return list(torch.randperm(len(x), generator=generator).split(batch_size))
