# forgets the mode
# named: the network is in training mode
net = pretrained().train()
accuracies = {
    letter: (net(x).argmax(1) == suspect_labels).float().mean().item()
    for letter, x in suspects.items()
}
found = {
    "A": "unnormalised",
    "B": "bgr",
    "C": "scaled twice",
    "D": "right",
    "E": "h and w swapped",
    "F": "bytes",
    "G": "hwc as chw",
}
