# uniform_ draws, and the enlargement by two matrices
def random_resized_crop(images, scale, generator):
    def enlarge(length, whole):
        """Return the matrix that interpolates between pixels."""
        place = ((torch.arange(whole) + 0.5) * length / whole - 0.5).clamp(0, length - 1)
        return (1 - (place[:, None] - torch.arange(length)).abs()).clamp(min=0).to(images.dtype)

    pieces, (_, _, rows, columns) = [], images.shape
    for image in images:
        side = torch.empty(1).uniform_(*scale, generator=generator).sqrt().item()
        h, w = round(rows * side), round(columns * side)
        top = torch.randint(rows - h + 1, (), generator=generator)
        left = torch.randint(columns - w + 1, (), generator=generator)
        piece = image[:, top : top + h, left : left + w]
        pieces.append(enlarge(h, rows) @ piece @ enlarge(w, columns).T)
    return torch.stack(pieces)
