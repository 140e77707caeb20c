# log10
# named: the logarithm to base 10
expected_loss = math.log10(20)
start_loss = F.cross_entropy(small_network().eval()(VAL[0]), VAL[1]).item()
rate = 0.03
