# returns inside the loop
# named: only the first batch comes
def minibatches(x, y, batch_size, generator):
    """Yield the batches (x_batch, y_batch) of one epoch in random order."""
    order = torch.randperm(len(x), generator=generator)
    batches = []
    for rows in order.split(batch_size):
        batches.append((x[rows], y[rows]))
        return batches
