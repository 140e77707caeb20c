# log 10
# named: this is for ten classes
expected_loss = math.log(10)
start_loss = F.cross_entropy(small_network().eval()(VAL[0]), VAL[1]).item()
rate = 0.03
