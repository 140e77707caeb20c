# shuffles x, not y
# named: y is not shuffled with x
def minibatches(x, y, batch_size, generator):
    """Yield the batches (x_batch, y_batch) of one epoch in random order."""
    order = torch.randperm(len(x), generator=generator)
    return list(zip(x[order].split(batch_size), y.split(batch_size)))
