# no verdict
# named: is not set yet
gains = {}
for task in ("near", "far"):
    total = 0
    for seed in range(3):
        total += five_shot(task, "features", seed) - five_shot(task, "pixels", seed)
    gains[task] = total / 3
gain_near, gain_far = gains["near"], gains["far"]
verdict = None
