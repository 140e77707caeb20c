# weights of all past gradients, summed anew
def adam(w, grad, state, lr=0.001, betas=(0.9, 0.999), eps=1e-8):
    """Return the weights after one step of Adam, and the state with m, s and t."""
    grads = [*state.get("grads", []), grad]
    past = torch.stack(grads[::-1])  # the newest first


    def fading_mean(values, beta):
        weights = beta ** torch.arange(len(values), dtype=torch.float64)
        weights = (weights / weights.sum()).to(values.dtype)  # sums to one: no bias to correct
        return torch.tensordot(weights, values, dims=1)


    m, s = fading_mean(past, betas[0]), fading_mean(past**2, betas[1])
    return w - lr * m / (s.sqrt() + eps), {"grads": grads}
