# looks after each step, and once before the first
def all_right(model, images, labels):
    with torch.no_grad():
        return bool((model(images).argmax(-1) == labels).all())


def overfit(model, images, labels, rate, max_steps=100):
    if all_right(model, images, labels):
        return 0
    optimizer = torch.optim.SGD(list(model.parameters()), lr=rate, momentum=0.9)
    for step in range(1, max_steps + 1):
        loss = F.cross_entropy(model(images), labels)
        optimizer.zero_grad(set_to_none=False)
        loss.backward()
        optimizer.step()
        if all_right(model, images, labels):
            return step
    raise RuntimeError("no success")
