# 19 instead of 20 draws
# named: use correction=0
noise_training = logits_in_company(True).std(0).mean().item()
noise_evaluation = logits_in_company(False).std(0).mean().item()
verdict = "myth"
