# wakes the model up at the end
# named: the model is left in training mode
def extract_features(model, loader):
    """Return what the last layer receives for all images, and the labels."""
    model.eval()
    features, labels = [], []
    with torch.no_grad():
        for images, targets in loader:
            features.append(model[:-1](images))
            labels.append(targets)
    model.train()
    return torch.cat(features), torch.cat(labels)
