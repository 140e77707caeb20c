# worked out
answer_2 = "e" if train.recorded_runs()[2].train_accuracy[-1] > 0.9 else "f"
