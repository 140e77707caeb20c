# bare parameters and bernoulli
class DropConnect(nn.Module):
    def __init__(self, in_features, out_features, p):
        super().__init__()
        self.keep = 1 - p
        self.weight = nn.Parameter(torch.empty(out_features, in_features).uniform_(-0.1, 0.1))
        self.bias = nn.Parameter(torch.zeros(out_features))

    def forward(self, x):
        if not self.training:
            return torch.addmm(self.bias, x, self.weight.t())
        mask = torch.bernoulli(torch.full_like(self.weight, self.keep)).div(self.keep)
        return torch.einsum("ni,oi->no", x, self.weight * mask).add(self.bias)
