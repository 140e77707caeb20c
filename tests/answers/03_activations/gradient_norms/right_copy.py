# a copy of the model gets the gradients
import copy


def gradient_norms(net, images, labels):
    net = copy.deepcopy(net)
    for parameter in net.parameters():
        parameter.grad = None
    torch.nn.CrossEntropyLoss()(net(images), labels).backward()
    norms = []
    for layer in net:
        if type(layer) is torch.nn.Linear:
            norms.append(torch.linalg.vector_norm(layer.weight.grad).item())
    return norms
