# ends at three times the first loss
# unnamed: the visible check has no loss between three and four times the first
def lr_range_test(model, images, labels, low, high):
    """Return the rates and losses of steps whose rate grows from low to high."""
    steps = len(images)
    factor = (high / low) ** (1 / (steps - 1))
    optimizer = torch.optim.SGD(model.parameters(), lr=low, momentum=0.9)
    rates, losses = [], []
    for i in range(steps):
        rate = low * factor**i
        for group in optimizer.param_groups:
            group["lr"] = rate
        loss = F.cross_entropy(model(images[i]), labels[i])
        rates.append(rate)
        losses.append(loss.item())
        if math.isnan(losses[-1]) or losses[-1] > 3 * losses[0]:
            break
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return rates, losses
