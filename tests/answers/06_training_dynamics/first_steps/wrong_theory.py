# log 10 instead of a measurement
# unnamed: the theory lies within the visible range of the measurement
expected_loss = math.log(20)
start_loss = math.log(10)+0.02
rate = 0.03
