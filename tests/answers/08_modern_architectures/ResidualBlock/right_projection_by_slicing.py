# the projection drops pixels by itself
class ResidualBlock(nn.Module):
    def __init__(self, in_channels, out_channels, stride=1):
        super().__init__()
        self.stride = stride
        self.first = conv_bn(in_channels, out_channels, 3, stride)
        self.second = conv_bn(out_channels, out_channels, 3, activation=nn.Identity)
        self.projected = stride != 1 or in_channels != out_channels
        if self.projected:
            self.projection = conv_bn(in_channels, out_channels, 1, activation=None)

    def forward(self, x):
        y = self.second(self.first(x))
        if self.projected:
            x = self.projection(x[:, :, ::self.stride, ::self.stride])
        return torch.maximum(x + y, torch.zeros_like(y))
