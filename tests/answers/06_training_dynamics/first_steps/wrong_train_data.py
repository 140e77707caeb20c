# the loss on TRAIN
# unnamed: both losses lie near log 10; only the hidden test compares them
expected_loss = math.log(20)
start_loss = F.cross_entropy(small_network().eval()(TRAIN[0]), TRAIN[1]).item()
rate = 0.03
