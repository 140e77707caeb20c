# worked out
answer_3 = "c" if train.recorded_runs()[3].step_loss[0] > 3 * math.log(10) else "f"
