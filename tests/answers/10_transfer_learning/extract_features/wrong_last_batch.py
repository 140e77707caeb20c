# overwrites instead of collecting
# named: only the last batch is returned
def extract_features(model, loader):
    """Return what the last layer receives for all images, and the labels."""
    model.eval()
    with torch.no_grad():
        for images, labels in loader:
            features = model[:-1](images)
    return features, labels
