# takes the head away for good
# unnamed: the values are right; what is missing from the model afterwards is shown
def extract_features(model, loader):
    """Return what the last layer receives for all images, and the labels."""
    model.eval()
    model[-1] = torch.nn.Identity()
    features, labels = [], []
    with torch.no_grad():
        for images, targets in loader:
            features.append(model(images))
            labels.append(targets)
    return torch.cat(features), torch.cat(labels)
