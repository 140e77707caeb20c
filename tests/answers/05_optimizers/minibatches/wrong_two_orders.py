# one order for x and one for y
# named: x and y are shuffled apart
def minibatches(x, y, batch_size, generator):
    """Yield the batches (x_batch, y_batch) of one epoch in random order."""
    first = torch.randperm(len(x), generator=generator)
    second = torch.randperm(len(x), generator=generator)
    return list(zip(x[first].split(batch_size), y[second].split(batch_size)))
