# takes the softmax
# named: this is the gradient of the probability
def saliency(model, image, label):
    x = image[None].clone().requires_grad_()
    gradient = torch.autograd.grad(model(x).softmax(dim=1)[0, label], x)[0]
    return gradient[0].abs().amax(dim=0)
