# for … else, and accuracy as a mean
def overfit(model, images, labels, rate, max_steps=100):
    opt = torch.optim.SGD(model.parameters(), rate, 0.9)
    for done in range(max_steps + 1):
        model.zero_grad()
        z = model(images)
        if (z.max(1).indices == labels).float().mean() == 1:
            break
        torch.nn.CrossEntropyLoss()(z, labels).backward()
        if done < max_steps:
            opt.step()
    else:
        raise RuntimeError(f"{max_steps} steps were not enough")
    return done
