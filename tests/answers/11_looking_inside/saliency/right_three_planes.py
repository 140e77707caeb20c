# the three channels one by one
def saliency(model, image, label):
    planes = [plane.clone().requires_grad_() for plane in image]
    logit = model(torch.stack(planes)[None]).select(1, label).sum()
    grads = torch.autograd.grad(logit, planes)
    best = grads[0].abs()
    for g in grads[1:]:
        best = torch.where(g.abs() > best, g.abs(), best)
    return best
