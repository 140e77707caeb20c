# a function of its own
def score(network):
    heat = []
    for image, label in zip(THEIR_IMAGES, THEIRS.labels):
        heat.append(inspect.grad_cam(network, "block3", image, int(label)))
    return inspect.pointing_game(torch.stack(heat), THEIRS.masks)

shapes, colours = score(MODEL), score(STRANGER)
if shapes - colours >= 0.1:
    verdict = "fact"
else:
    verdict = "myth"
