# worked out
answer_4 = "f" if train.recorded_runs()[4].val_accuracy[-1] > 0.8 else "d"
