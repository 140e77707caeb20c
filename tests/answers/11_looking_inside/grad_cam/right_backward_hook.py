# retain_grad and backward, all in a with-statement of its own
def grad_cam(model, layer, image, label):
    store = {}

    def hook(module, args, output):
        output.retain_grad()
        store["a"] = output

    handle = model.get_submodule(layer).register_forward_hook(hook)
    try:
        x = image.unsqueeze(0).clone()
        x.requires_grad = True
        model(x)[0, label].backward()
    finally:
        handle.remove()
    a, g = store["a"][0].detach(), store["a"].grad[0]
    heat = torch.zeros(a.shape[1:], dtype=a.dtype)
    for k in range(len(a)):
        heat += g[k].mean() * a[k]
    heat = heat.clamp(min=0)[None, None]
    return F.interpolate(heat, image.shape[1:], mode="bilinear", align_corners=False).squeeze()
