# the brackets after eval are forgotten
# named: the model is in training mode
def predict(model, images, batch_size=50):
    """Return the logits of all images in evaluation mode; the model stays as it was."""
    was_training = model.training
    model.eval
    with torch.no_grad():
        logits = torch.cat([model(batch) for batch in images.split(batch_size)])
    model.train(was_training)
    return logits
