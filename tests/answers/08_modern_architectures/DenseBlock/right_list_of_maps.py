# keeps a list and joins it anew for every layer
class DenseBlock(nn.Module):
    def __init__(self, in_channels, layers, growth):
        super().__init__()
        self.steps = nn.ModuleList()
        for i in range(layers):
            self.steps.append(dense_layer(in_channels, growth))
            in_channels += growth

    def forward(self, x):
        maps = [x]
        for step in self.steps:
            maps.append(step(torch.cat(maps, 1)))
        return torch.cat(maps, 1)
