# the name is bound as a default argument
def activations(model, x, layers):
    outputs, handles = {}, []
    try:
        for name in layers:
            try:
                layer = model.get_submodule(name)
            except AttributeError:
                raise ValueError(name)

            def hook(module, args, output, name=name):
                outputs[name] = output.detach().clone()

            handles += [layer.register_forward_hook(hook)]
        with torch.no_grad():
            model(x)
    finally:
        while handles:
            handles.pop().remove()
    return outputs
