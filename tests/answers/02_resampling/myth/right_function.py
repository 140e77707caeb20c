# a function for both
def change(net):
    before, after = net(CARDS), net(torch.roll(CARDS, 1, dims=-1))
    return ((after - before).abs().mean() / before.abs().mean()).item()


without_pooling, with_pooling = change(plain_net), change(pooled_net)
verdict = "fact" if with_pooling < without_pooling else "myth"
