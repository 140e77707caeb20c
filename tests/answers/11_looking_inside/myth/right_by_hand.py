# counts hits itself
def hits(model):
    n = 0
    for i in range(len(THEIR_IMAGES)):
        m = inspect.grad_cam(model, "block3", THEIR_IMAGES[i], THEIRS.labels[i].item())
        n += THEIRS.masks[i].flatten()[m.argmax()].item()
    return n / len(THEIR_IMAGES)

shapes = hits(MODEL)
colours = hits(STRANGER)
verdict = " Myth"
