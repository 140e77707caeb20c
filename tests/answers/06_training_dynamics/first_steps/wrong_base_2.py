# log2
# named: the logarithm to base 2
expected_loss = math.log2(20)
start_loss = F.cross_entropy(small_network().eval()(VAL[0]), VAL[1]).item()
rate = 0.03
