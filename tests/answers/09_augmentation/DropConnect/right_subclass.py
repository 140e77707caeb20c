# derived from nn.Linear
class DropConnect(nn.Linear):
    def __init__(self, in_features, out_features, p):
        super().__init__(in_features, out_features)
        self.drop = nn.Dropout(p)

    def forward(self, x):
        return x @ self.drop(self.weight).T + self.bias
