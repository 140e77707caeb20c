# in percent
# named: this is not between 0 and 1
def change(net):
    before, after = net(CARDS), net(torch.roll(CARDS, 1, dims=-1))
    return 100 * ((after - before).abs().mean() / before.abs().mean()).item()


without_pooling, with_pooling = change(plain_net), change(pooled_net)
verdict = "fact" if with_pooling < without_pooling else "myth"
