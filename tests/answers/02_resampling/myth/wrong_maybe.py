# a verdict that is not on offer
# named: verdict must be one of
def change(net):
    before, after = net(CARDS), net(torch.roll(CARDS, 1, dims=-1))
    return ((after - before).abs().mean() / before.abs().mean()).item()


without_pooling, with_pooling = change(plain_net), change(pooled_net)
verdict = "it depends"
