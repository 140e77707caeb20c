# covers and puts back, numbers in a list
def occlusion_map(model, image, label, size, stride):
    height, width = image.shape[-2:]
    rows, columns = (height - size) // stride + 1, (width - size) // stride + 1
    if rows < 1 or columns < 1 or size > height or size > width:
        raise ValueError("does not fit")
    work = image.detach().clone()[None]
    def p():
        with torch.no_grad():
            return torch.softmax(model(work), 1)[0, label].item()
    start, heat = p(), torch.zeros(rows, columns, dtype=image.dtype)
    for i in range(rows):
        for j in range(columns):
            window = work[0, :, i * stride:i * stride + size, j * stride:j * stride + size]
            saved = window.clone()
            window.zero_()
            heat[i, j] = start - p()
            window.copy_(saved)
    return heat
