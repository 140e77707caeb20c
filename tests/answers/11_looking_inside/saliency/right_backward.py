# backward and .grad
def saliency(model, image, label):
    x = image.detach().clone().unsqueeze(0)
    x.requires_grad = True
    model(x)[0][label].backward()
    return x.grad.squeeze(0).abs().max(dim=0).values
