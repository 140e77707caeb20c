# an invented number
# unnamed: any other number may be anything
noise_training = 0.5
noise_evaluation = logits_in_company(False).std(0, correction=0).mean().item()
verdict = "myth"
