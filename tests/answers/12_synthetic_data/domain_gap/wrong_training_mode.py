# forgets eval
# named: training mode
def domain_gap(model, rendered, real):
    """Return how much accuracy is lost from rendered to real images."""
    with torch.no_grad():
        first = (model(rendered[0]).argmax(1) == rendered[1]).double().mean().item()
        second = (model(real[0]).argmax(1) == real[1]).double().mean().item()
    return first - second
