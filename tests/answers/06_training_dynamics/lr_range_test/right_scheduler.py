# an exponential scheduler of PyTorch
def lr_range_test(model, images, labels, low, high):
    sgd = torch.optim.SGD(model.parameters(), lr=low, momentum=0.9)
    gamma = math.exp((math.log(high) - math.log(low)) / (len(images) - 1))
    scheduler = torch.optim.lr_scheduler.ExponentialLR(sgd, gamma)
    history = []
    for x, y in zip(images, labels):
        sgd.zero_grad()
        loss = torch.nn.functional.cross_entropy(model(x), y)
        loss.backward()
        sgd.step()
        history.append((scheduler.get_last_lr()[0], loss.detach().item()))
        first, last = history[0][1], history[-1][1]
        if last != last or last > 4 * first:
            break
        scheduler.step()
    rates, losses = zip(*history)
    return list(rates), list(losses)
