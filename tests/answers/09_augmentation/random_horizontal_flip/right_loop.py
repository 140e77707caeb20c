# a loop over the images, and a list is returned
def random_horizontal_flip(images, boxes, p, generator):
    new_images, new_boxes = [], []
    for image, (x0, y0, x1, y1) in zip(images, boxes, strict=True):
        if torch.rand(1, generator=generator).item() < p:
            image = torch.fliplr(image.permute(1, 2, 0)).permute(2, 0, 1)
            x0, x1 = image.shape[2] - x1, image.shape[2] - x0
        new_images.append(image)
        new_boxes.append(torch.stack([x0, y0, x1, y1]))
    return [torch.stack(new_images), torch.stack(new_boxes)]
