# the best of a few rates
expected_loss = -math.log(1 / 20)
network = small_network()
network.eval()
with torch.no_grad():
    start_loss = float(F.cross_entropy(network(VAL[0]), VAL[1]))
rate = min((0.001, 0.01, 0.1), key=loss_after)
