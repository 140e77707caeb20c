# asks for the mode when it has changed already
# named: the model is left in evaluation mode
def predict(model, images, batch_size=50):
    """Return the logits of all images in evaluation mode; the model stays as it was."""
    model.eval()
    was_training = model.training
    with torch.no_grad():
        logits = torch.cat([model(batch) for batch in images.split(batch_size)])
    model.train(was_training)
    return logits
