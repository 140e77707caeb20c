# tensors with one number
def noise(logits):
    return torch.stack([column.std(correction=0) for column in logits.T]).mean()


noise_training = noise(logits_in_company(training=True))
noise_evaluation = noise(logits_in_company(training=False))
verdict = "myth"
