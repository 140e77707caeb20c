# inference mode, and the mode put back whatever happens
def predict(model, images, batch_size=50):
    """Return the logits of all images in evaluation mode; the model stays as it was."""
    before = model.training
    try:
        model.eval()
        with torch.inference_mode():
            parts = [model(images[i:i + batch_size]) for i in range(0, len(images), batch_size)]
        return torch.cat(parts).clone()
    finally:
        model.train(before)
