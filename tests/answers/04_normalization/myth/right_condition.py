# the verdict is a condition
noise_training, noise_evaluation = (
    logits_in_company(mode).std(0, correction=0).mean().item() for mode in (True, False)
)
verdict = "myth" if noise_training > 0.01 else "fact"
