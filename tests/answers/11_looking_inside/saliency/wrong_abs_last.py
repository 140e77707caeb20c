# takes the absolute value of the maximum
# named: the absolute value comes after the maximum
def saliency(model, image, label):
    x = image[None].clone().requires_grad_()
    gradient = torch.autograd.grad(model(x)[0, label], x)[0]
    return gradient[0].amax(dim=0).abs()
