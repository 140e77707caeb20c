# adds the channels up
# named: channels are added up
def saliency(model, image, label):
    x = image[None].clone().requires_grad_()
    gradient = torch.autograd.grad(model(x)[0, label], x)[0]
    return gradient[0].abs().sum(dim=0)
