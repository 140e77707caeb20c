# einsum, hooks in a context manager
import contextlib

@contextlib.contextmanager
def listening(part, sink):
    handle = part.register_forward_hook(lambda m, i, o: sink.append(o))
    try:
        yield
    finally:
        handle.remove()

def grad_cam(model, layer, image, label):
    sink = []
    with listening(dict(model.named_modules())[layer], sink):
        out = model(image[None].detach().requires_grad_(True))
    (a,) = sink
    (g,) = torch.autograd.grad(out[:, label].sum(), a)
    heat = torch.einsum("nk,nkhw->nhw", g.mean((-2, -1)), a).relu()
    return F.interpolate(heat[None], size=tuple(image.shape[-2:]), mode="bilinear")[0, 0].detach()
