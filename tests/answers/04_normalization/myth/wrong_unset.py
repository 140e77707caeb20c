# nothing is set
# named: noise_training is not set yet
noise_training = None
noise_evaluation = None
verdict = None
