# compares logits
# named: logits are compared
def occlusion_map(model, image, label, size, stride):
    _, height, width = image.shape
    if size > min(height, width):
        raise ValueError(f"a square of {size} does not fit on {height}×{width}")
    falls = []
    with torch.no_grad():
        before = model(image[None]).clone()[0, label]
        for top in range(0, height - size + 1, stride):
            row = []
            for left in range(0, width - size + 1, stride):
                copy = image.clone()
                copy[:, top : top + size, left : left + size] = 0
                after = model(copy[None]).clone()[0, label]
                row.append(before - after)
            falls.append(torch.stack(row))
    return torch.stack(falls)
