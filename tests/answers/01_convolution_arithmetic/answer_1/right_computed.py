# found out by an experiment
impulse, row = torch.tensor([[[0.0, 0, 1, 0, 0]]]), torch.tensor([[[1.0, 2, 3]]])
answer_1 = "b" if F.conv1d(impulse, row).flatten().tolist() == [3, 2, 1] else "a"
