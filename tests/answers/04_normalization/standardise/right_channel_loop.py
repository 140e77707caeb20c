# channel by channel, into new tensors
def standardise(train, test):
    """Return both sets, standardised per channel with the training set's statistics."""
    train_out, test_out = torch.empty_like(train), torch.empty_like(test)
    for c in range(train.shape[1]):
        values = train[:, c]
        mean = values.sum() / values.numel()
        std = ((values - mean) ** 2).mean() ** 0.5
        if std == 0:
            std = 1
        train_out[:, c] = (train[:, c] - mean) / std
        test_out[:, c] = (test[:, c] - mean) / std
    return train_out, test_out
