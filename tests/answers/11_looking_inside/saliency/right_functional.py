# torch.func.grad
def saliency(model, image, label):
    g = torch.func.grad(lambda im: model(im[None])[0, label])(image)
    return torch.maximum(g, -g).amax(0)
