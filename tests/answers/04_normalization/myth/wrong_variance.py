# the variance
# named: this is the variance
noise_training = logits_in_company(True).var(0, correction=0).mean().item()
noise_evaluation = logits_in_company(False).var(0, correction=0).mean().item()
verdict = "myth"
