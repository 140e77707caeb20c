# shuffles whole batches only
# named: whole batches are shuffled
def minibatches(x, y, batch_size, generator):
    """Yield the batches (x_batch, y_batch) of one epoch in random order."""
    pieces = list(zip(x.split(batch_size), y.split(batch_size)))
    for i in torch.randperm(len(pieces), generator=generator):
        yield pieces[i]
