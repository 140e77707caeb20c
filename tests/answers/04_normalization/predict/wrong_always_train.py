# wakes a model that was asleep
# named: the model was in evaluation mode before
def predict(model, images, batch_size=50):
    """Return the logits of all images in evaluation mode; the model stays as it was."""
    was_training = model.training
    model.eval()
    with torch.no_grad():
        logits = torch.cat([model(batch) for batch in images.split(batch_size)])
    model.train()
    return logits
