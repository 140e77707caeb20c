# the network is left in training mode
# named: this is not between
expected_loss = math.log(20)
start_loss = F.cross_entropy(small_network()(VAL[0]), VAL[1]).item()
rate = 0.03
