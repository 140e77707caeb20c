# named attributes, written into a tensor made before
class DenseBlock(nn.Module):
    def __init__(self, in_channels, layers, growth):
        super().__init__()
        self.c, self.n, self.k = in_channels, layers, growth
        for i in range(layers):
            setattr(self, f"layer{i}", dense_layer(in_channels + growth * i, growth))

    def forward(self, x):
        y = x.new_zeros(x.shape[0], self.c + self.n * self.k, *x.shape[2:])
        y[:, :self.c] = x
        for i in range(self.n):
            end = self.c + i * self.k
            y[:, end:end + self.k] = getattr(self, f"layer{i}")(y[:, :end])
        return y
