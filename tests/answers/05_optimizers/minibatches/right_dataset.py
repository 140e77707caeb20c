# a DataLoader with a sampler of its own
def minibatches(x, y, batch_size, generator):
    """Yield the batches (x_batch, y_batch) of one epoch in random order."""
    from torch.utils.data import DataLoader, TensorDataset

    order = torch.randperm(len(x), generator=generator).tolist()
    pairs = TensorDataset(x, y)
    for a, b in DataLoader(pairs, batch_size=batch_size, sampler=order):
        yield a, b
