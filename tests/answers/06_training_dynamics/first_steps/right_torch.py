# tensors
expected_loss = torch.log(torch.tensor(20.0))
start_loss = F.cross_entropy(small_network().eval()(VAL[0]), VAL[1])
rate = 0.01
