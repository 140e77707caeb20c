# new linear layers with copied numbers
def revive(model, slope):
    new = torch.nn.Sequential()
    for layer in model:
        if isinstance(layer, torch.nn.Linear):
            linear = torch.nn.Linear(layer.in_features, layer.out_features)
            linear.load_state_dict(layer.state_dict())
            new.append(linear)
        elif isinstance(layer, torch.nn.ReLU):
            new.append(torch.nn.LeakyReLU(slope))
        else:
            new.append(type(layer)())
    return new
