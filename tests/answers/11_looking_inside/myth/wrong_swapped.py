# takes one network for the other
# named: the two networks are swapped
def score(network, layer="block3"):
    heat = [inspect.grad_cam(network, layer, image, label)
            for image, label in zip(THEIR_IMAGES, THEIRS.labels.tolist())]
    return inspect.pointing_game(torch.stack(heat), THEIRS.masks)

shapes, colours = score(STRANGER), score(MODEL)
verdict = "myth"
