# rate is left unset
# named: rate is not set yet
expected_loss = math.log(20)
start_loss = F.cross_entropy(small_network().eval()(VAL[0]), VAL[1]).item()
rate = None
