# every part gets its own mode back
def predict(model, images, batch_size=50):
    """Return the logits of all images in evaluation mode; the model stays as it was."""
    modes = [(part, part.training) for part in model.modules()]
    model.train(False)
    out = None
    with torch.no_grad():
        for start in range(0, images.shape[0], batch_size):
            logits = model(images[start:start + batch_size])
            out = logits if out is None else torch.cat((out, logits))
    for part, mode in modes:
        part.training = mode
    return out
