# leaves the batch of one
# named: the result has 3 dimensions instead of 2
def saliency(model, image, label):
    x = image[None].clone().requires_grad_()
    gradient = torch.autograd.grad(model(x)[0, label], x)[0]
    return gradient.abs().amax(dim=1)
