# a helper for one pair
def domain_gap(model, rendered, real):
    """Return how much accuracy is lost from rendered to real images."""
    @torch.no_grad()
    def measured(images, labels):
        return (model(images).argmax(1) == labels).double().mean().item()

    model.eval()
    return measured(*rendered) - measured(*real)
