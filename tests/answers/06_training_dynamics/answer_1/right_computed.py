# worked out
answer_1 = "a" if train.recorded_runs()[1].train_loss[-1] > 2 else "d"
