# a full backward hook for the gradient
def grad_cam(model, layer, image, label):
    part, seen = model.get_submodule(layer), {}
    hooks = [
        part.register_forward_hook(lambda m, i, o: seen.update(a=o.detach().clone())),
        part.register_full_backward_hook(lambda m, i, o: seen.update(g=o[0].detach())),
    ]
    try:
        x = image[None].clone().requires_grad_()
        model(x)[0, label].backward()
    finally:
        for hook in hooks:
            hook.remove()
    alpha = seen["g"].flatten(2).mean(2)[:, :, None, None]
    small = F.relu((alpha * seen["a"]).sum(1, keepdim=True))
    resize = nn.Upsample(size=image.shape[1:], mode="bilinear", align_corners=False)
    return resize(small)[0, 0]
