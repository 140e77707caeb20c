# masked_fill on the scaled numbers
def dropout(x, p, training, generator):
    p = p if training else 0.0
    dropped = torch.rand(x.numel(), generator=generator).reshape(x.shape) < p
    return (x / (1.0 - p)).masked_fill(dropped, 0.0)
