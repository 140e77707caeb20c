# one measurement for both
# named: this is the noise of training mode
noise_training = logits_in_company(True).std(0, correction=0).mean().item()
noise_evaluation = logits_in_company(True).std(0, correction=0).mean().item()
verdict = "myth"
