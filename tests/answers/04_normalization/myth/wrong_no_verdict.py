# the verdict is a sentence
# named: verdict must be one of "fact", "myth"
noise_training = logits_in_company(True).std(0, correction=0).mean().item()
noise_evaluation = logits_in_company(False).std(0, correction=0).mean().item()
verdict = "it is not true"
