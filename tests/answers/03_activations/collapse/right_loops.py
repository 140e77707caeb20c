# loops over rows, columns and what is between
def collapse(W1, b1, W2, b2):
    O, H, D = len(W2), len(W1), len(W1[0])
    W, b = torch.zeros(O, D, dtype=W1.dtype), b2.clone()
    for o in range(O):
        for h in range(H):
            b[o] += W2[o, h] * b1[h]
            for d in range(D):
                W[o, d] += W2[o, h] * W1[h, d]
    return W, b
