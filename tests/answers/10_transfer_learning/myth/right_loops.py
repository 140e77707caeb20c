# loops
gains = {}
for task in ("near", "far"):
    total = 0
    for seed in range(3):
        total += five_shot(task, "features", seed) - five_shot(task, "pixels", seed)
    gains[task] = total / 3
gain_near, gain_far = gains["near"], gains["far"]
verdict = "fact" if gain_near > 0 and gain_far > 0 else "myth"
