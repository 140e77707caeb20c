# worked out
answer_5 = "b" if max(train.recorded_runs()[5].val_loss) > 5 else "a"
