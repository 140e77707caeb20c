# a loss of equal logits, the kit's evaluation, another rate
expected_loss = F.cross_entropy(torch.zeros(1, 20), torch.tensor([3])).item()
start_loss = train.evaluate(small_network(), VAL).loss
rate = 5e-2
