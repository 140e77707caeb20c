# looks at the last block
# named: block4 is looked at, not block3
def score(network, layer="block3"):
    heat = [inspect.grad_cam(network, layer, image, label)
            for image, label in zip(THEIR_IMAGES, THEIRS.labels.tolist())]
    return inspect.pointing_game(torch.stack(heat), THEIRS.masks)

shapes, colours = score(MODEL, "block4"), score(STRANGER, "block4")
verdict = "myth"
