# gives up one step too early
# unnamed: the visible limit is far from the number of steps
def overfit(model, images, labels, rate, max_steps=100):
    """Train on one batch and return the number of steps until every image is right."""
    optimizer = torch.optim.SGD(model.parameters(), lr=rate, momentum=0.9)
    steps = 0
    logits = model(images)
    while not torch.equal(logits.argmax(dim=1), labels):
        if steps + 1 == max_steps:
            raise RuntimeError("it cannot even learn a few images")
        optimizer.zero_grad()
        F.cross_entropy(logits, labels).backward()
        optimizer.step()
        steps += 1
        logits = model(images)
    return steps
