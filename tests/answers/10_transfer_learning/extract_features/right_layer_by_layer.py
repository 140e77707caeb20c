# walks through the layers one by one, numpy in between
def extract_features(model, loader):
    """Return what the last layer receives for all images, and the labels."""
    import numpy as np

    model.eval()
    rows, kinds = [], []
    for images, targets in loader:
        signal = images
        for layer in list(model)[:-1]:
            signal = layer(signal)
        rows.append(signal.detach().numpy())
        kinds.append(targets.numpy())
    return np.concatenate(rows), np.concatenate(kinds)
