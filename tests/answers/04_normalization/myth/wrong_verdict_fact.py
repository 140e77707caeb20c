# believes what it has heard
# unnamed: passes the visible check, which does not reveal the verdict
noise_training = logits_in_company(True).std(0, correction=0).mean().item()
noise_evaluation = logits_in_company(False).std(0, correction=0).mean().item()
verdict = "fact"
