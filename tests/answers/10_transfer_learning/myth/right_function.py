# a function, tensors, capitals
def gain(task):
    scores = torch.tensor(
        [[five_shot(task, kind, seed) for seed in range(3)] for kind in ("features", "pixels")]
    )
    return (scores[0].mean() - scores[1].mean()).item()


gain_near, gain_far = map(gain, ("near", "far"))
verdict = ("Myth", "Fact")[min(gain_near, gain_far) > 0]
