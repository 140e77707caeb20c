# draws samples that may come twice
# named: may come twice
def minibatches(x, y, batch_size, generator):
    """Yield the batches (x_batch, y_batch) of one epoch in random order."""
    for start in range(0, len(x), batch_size):
        size = min(batch_size, len(x) - start)
        rows = torch.randint(len(x), (size,), generator=generator)
        yield x[rows], y[rows]
