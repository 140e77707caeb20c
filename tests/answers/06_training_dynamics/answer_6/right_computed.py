# worked out
answer_6 = "d" if train.recorded_runs()[6].train_accuracy[-1] < 0.6 else "e"
