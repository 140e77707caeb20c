# the spread of all 200 numbers
# named: of all numbers together
noise_training = logits_in_company(True).std(correction=0).item()
noise_evaluation = logits_in_company(False).std(correction=0).item()
verdict = "myth"
