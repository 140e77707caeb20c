# True and False change places
# named: is this evaluation mode
noise_training = logits_in_company(False).std(0, correction=0).mean().item()
noise_evaluation = logits_in_company(True).std(0, correction=0).mean().item()
verdict = "myth"
