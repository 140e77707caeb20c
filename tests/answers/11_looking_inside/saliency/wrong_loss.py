# takes the loss
# named: this is the gradient of the loss
def saliency(model, image, label):
    x = image[None].clone().requires_grad_()
    gradient = torch.autograd.grad(F.cross_entropy(model(x), torch.tensor([label])), x)[0]
    return gradient[0].abs().amax(dim=0)
