# forgets the absolute value
# named: the absolute value is missing
def saliency(model, image, label):
    x = image[None].clone().requires_grad_()
    gradient = torch.autograd.grad(model(x)[0, label], x)[0]
    return gradient[0].amax(dim=0)
