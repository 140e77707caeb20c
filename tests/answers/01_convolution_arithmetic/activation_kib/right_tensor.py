# counts the bytes of a tensor
def activation_kib(channels, height, width, bytes_per_number=4):
    """Return the memory of one image's activations in KiB."""
    x = torch.empty(channels, height, width, bytes_per_number, dtype=torch.uint8, device="meta")
    return torch.tensor(x.nbytes).double() / 1024
