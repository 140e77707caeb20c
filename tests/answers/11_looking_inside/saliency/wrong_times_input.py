# multiplies with the image
# named: the gradient is multiplied by the image
def saliency(model, image, label):
    x = image[None].clone().requires_grad_()
    gradient = torch.autograd.grad(model(x)[0, label], x)[0]
    return (gradient[0] * image).abs().amax(dim=0)
