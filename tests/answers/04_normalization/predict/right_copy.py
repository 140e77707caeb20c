# a deep copy in evaluation mode leaves the model alone
import copy


def predict(model, images, batch_size=50):
    """Return the logits of all images in evaluation mode; the model stays as it was."""
    twin = copy.deepcopy(model).eval()
    rows = []
    for image in images:
        rows.append(twin(image[None])[0].detach())
    return torch.stack(rows)
