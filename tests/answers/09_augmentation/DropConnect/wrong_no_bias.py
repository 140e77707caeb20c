# without a bias
# named: the bias is missing
class DropConnect(nn.Module):
    """A linear layer that drops single weights in training."""

    def __init__(self, in_features, out_features, p):
        super().__init__()
        self.p = p
        self.layer = nn.Linear(in_features, out_features, bias=False)

    def forward(self, x):
        weight = self.layer.weight
        if self.training:
            kept = torch.rand(weight.shape) >= self.p
            weight = weight * kept / (1 - self.p)
        return F.linear(x, weight, self.layer.bias)
