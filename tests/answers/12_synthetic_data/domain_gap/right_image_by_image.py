# one image after another, the mode put back
def domain_gap(model, rendered, real):
    """Return how much accuracy is lost from rendered to real images."""
    before = model.training
    model.train(False)
    shares = []
    for images, labels in (rendered, real):
        right = 0
        for image, label in zip(images, labels, strict=True):
            with torch.inference_mode():
                right += int(model(image[None])[0].argmax()) == int(label)
        shares.append(right / len(labels))
    model.train(before)
    return shares[0] - shares[1]
