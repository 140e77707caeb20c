# saved and loaded again in memory
import io


def revive(model, slope):
    buffer = io.BytesIO()
    torch.save(model, buffer)
    buffer.seek(0)
    other = torch.load(buffer, weights_only=False)
    for i in range(len(other)):
        if other[i].__class__.__name__ == "ReLU":
            other[i] = torch.nn.LeakyReLU(slope, inplace=False)
    return other
