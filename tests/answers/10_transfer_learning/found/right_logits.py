# accuracies from logits, names with capitals
accuracies, found = {}, {}
net = pretrained()
for letter, x in suspects.items():
    with torch.no_grad():
        accuracies[letter] = (net(x).argmax(1) == suspect_labels).float().mean().item()
for letter, name in zip(
    "ABCDEFG",
    ["unnormalised", "BGR", "scaled twice", "right", "H and W swapped", "bytes", "HWC as CHW"],
):
    found[letter] = name
