# labels first
# named: the labels come first
def extract_features(model, loader):
    """Return what the last layer receives for all images, and the labels."""
    model.eval()
    features, labels = [], []
    with torch.no_grad():
        for images, targets in loader:
            features.append(model[:-1](images))
            labels.append(targets)
    return torch.cat(labels), torch.cat(features)
