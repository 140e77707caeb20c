# the spread of the ten logits
# named: not of the draws
noise_training = logits_in_company(True).std(1, correction=0).mean().item()
noise_evaluation = logits_in_company(False).std(1, correction=0).mean().item()
verdict = "myth"
