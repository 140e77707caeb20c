# with a function for μ, methods for the means
def nadam(w, grad, state, lr=0.002, betas=(0.9, 0.999), eps=1e-8):
    """Return the weights after one step of Nadam in PyTorch's form, and the state."""
    def mu(k):
        return betas[0] * (1 - 0.96 ** (k * 0.004) / 2)


    t = 1 + state.get("t", 0)
    product = mu(t) * state.get("product", 1.0)
    m = torch.lerp(state.get("m", torch.zeros_like(w)), grad, 1 - betas[0])
    s = torch.lerp(state.get("s", torch.zeros_like(w)), grad.square(), 1 - betas[1])
    bottom = torch.sqrt(s / (1 - betas[1] ** t)).add(eps)
    ahead = grad.mul((1 - mu(t)) / (1 - product)) + m.mul(mu(t + 1) / (1 - product * mu(t + 1)))
    return w.addcdiv(ahead, bottom, value=-lr), dict(t=t, m=m, s=s, product=product)
