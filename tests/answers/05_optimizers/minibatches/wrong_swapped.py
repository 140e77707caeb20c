# y before x
# named: y comes before x
def minibatches(x, y, batch_size, generator):
    """Yield the batches (x_batch, y_batch) of one epoch in random order."""
    for rows in torch.randperm(len(x), generator=generator).split(batch_size):
        yield y[rows], x[rows]
