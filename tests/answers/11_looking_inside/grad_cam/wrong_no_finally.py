# removes the hook only if all went well
# unnamed: only a hidden test lets the network fail
def grad_cam(model, layer, image, label):
    kept = []
    hook = model.get_submodule(layer).register_forward_hook(lambda _, __, out: kept.append(out))
    score = model(image[None].clone().requires_grad_())[0, label]
    hook.remove()
    gradient = torch.autograd.grad(score, kept[0])[0]
    alpha = gradient.mean(dim=(2, 3), keepdim=True)
    heat = F.relu((alpha * kept[0]).sum(dim=1, keepdim=True))
    size = image.shape[1:]
    return F.interpolate(heat, size=size, mode="bilinear", align_corners=False)[0, 0].detach()
