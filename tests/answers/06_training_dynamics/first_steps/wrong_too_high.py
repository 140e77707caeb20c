# a rate that is too high
# named: this is not between
expected_loss = math.log(20)
start_loss = F.cross_entropy(small_network().eval()(VAL[0]), VAL[1]).item()
rate = 1.0
