# one image at a time, one class at a time
def cross_entropy(logits, labels):
    total = 0.0
    for row, label in zip(logits, labels):
        total = total + torch.logsumexp(row, 0) - row[label]
    return total / len(labels)


def hinge_loss(logits, labels, margin=1.0):
    losses = []
    for row, label in zip(logits, labels.tolist()):
        loss = logits.new_zeros(())
        for j in range(len(row)):
            if j != label:
                loss = loss + max(row[j] - row[label] + margin, torch.zeros_like(loss))
        losses.append(loss)
    return torch.stack(losses).mean()
