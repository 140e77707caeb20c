# evaluation mode from the second batch on
# unnamed: the first batch in training mode and the others right: neither answer is the named one
def predict(model, images, batch_size=50):
    """Return the logits of all images in evaluation mode; the model stays as it was."""
    was_training = model.training
    parts = []
    with torch.no_grad():
        for batch in images.split(batch_size):
            parts.append(model(batch))
            model.eval()
    model.train(was_training)
    return torch.cat(parts)
