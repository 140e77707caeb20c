# counts misses
# named: this is the share of misses
def score(network, layer="block3"):
    heat = [inspect.grad_cam(network, layer, image, label)
            for image, label in zip(THEIR_IMAGES, THEIRS.labels.tolist())]
    return inspect.pointing_game(torch.stack(heat), THEIRS.masks)

shapes, colours = 1 - score(MODEL), 1 - score(STRANGER)
verdict = "myth"
