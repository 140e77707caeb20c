# a class that runs its pairs on a meta image to know the side
class Rule(nn.Module):
    def __init__(self, size, classes, width, strided):
        super().__init__()
        self.pairs, self.strided, seen = nn.ModuleList(), strided, 3
        x = torch.empty(1, 1, size, size, device="meta")
        while x.shape[-1] > 9:
            first = nn.Conv2d(seen, width, 3, padding=1)
            second = nn.Conv2d(width, width, 3, 2 if strided else 1, padding=1)
            self.pairs.append(nn.ModuleList([first, second]))
            x = x[:, :, ::2, ::2] if strided else nn.functional.max_pool2d(x, 2)
            seen, width = width, width * 2
        self.last = nn.Conv2d(seen, width, x.shape[-1])
        self.hidden, self.out = nn.Linear(width, width), nn.Linear(width, classes)

    def forward(self, x):
        for first, second in self.pairs:
            x = second(first(x).relu()).relu()
            x = x if self.strided else nn.functional.max_pool2d(x, 2)
        x = self.last(x).relu().squeeze((2, 3))
        return self.out(self.hidden(x).relu())


def rule_of_thumb_cnn(input_size, num_classes, channels=16, strided=False):
    return Rule(input_size, num_classes, channels, strided)
