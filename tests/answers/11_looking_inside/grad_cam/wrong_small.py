# does not enlarge
# unnamed: the message gives the two shapes
def grad_cam(model, layer, image, label):
    kept = []
    hook = model.get_submodule(layer).register_forward_hook(lambda _, __, out: kept.append(out))
    try:
        score = model(image[None].clone().requires_grad_())[0, label]
    finally:
        hook.remove()
    gradient = torch.autograd.grad(score, kept[0])[0]
    alpha = gradient.mean(dim=(2, 3), keepdim=True)
    heat = F.relu((alpha * kept[0]).sum(dim=1, keepdim=True))
    size = image.shape[1:]
    return heat[0, 0].detach()
