# averages the channels
# named: channels are averaged
def saliency(model, image, label):
    x = image[None].clone().requires_grad_()
    gradient = torch.autograd.grad(model(x)[0, label], x)[0]
    return gradient[0].abs().mean(dim=0)
