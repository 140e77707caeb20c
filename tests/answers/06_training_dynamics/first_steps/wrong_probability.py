# the chance, not its logarithm
# named: expected  2.9957
expected_loss = 1 / 20
start_loss = F.cross_entropy(small_network().eval()(VAL[0]), VAL[1]).item()
rate = 0.03
