# counts drawings
# named: this is a number of drawings
def score(network, layer="block3"):
    heat = [inspect.grad_cam(network, layer, image, label)
            for image, label in zip(THEIR_IMAGES, THEIRS.labels.tolist())]
    return inspect.pointing_game(torch.stack(heat), THEIRS.masks)

shapes, colours = 100 * score(MODEL), 100 * score(STRANGER)
verdict = "myth"
