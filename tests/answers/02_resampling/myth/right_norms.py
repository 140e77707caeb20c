# norms of order 1, and a verdict with a capital
moved = CARDS.roll(1, 3)
changes = [torch.dist(net(moved), net(CARDS), p=1) / net(CARDS).norm(p=1)
           for net in (plain_net, pooled_net)]
without_pooling, with_pooling = changes
verdict = ("Myth", "Fact")[changes[1] < changes[0]]
