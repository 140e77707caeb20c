# every stage written out
def resnet(depth, num_classes=1000):
    if depth == 18:
        a, b, c, d = 2, 2, 2, 2
    elif depth == 34 or depth == 50:
        a, b, c, d = 3, 4, 6, 3
    else:
        raise ValueError("depth must be 18, 34 or 50")
    net = nn.Sequential()
    net.add_module("conv1", nn.Conv2d(3, 64, kernel_size=7, stride=2, padding=3, bias=False))
    net.add_module("bn1", nn.BatchNorm2d(64))
    net.add_module("relu", nn.ReLU(inplace=True))
    net.add_module("maxpool", nn.MaxPool2d(3, stride=2, padding=1))
    if depth == 50:
        plan = ([(64, 64, 1)] + [(256, 64, 1)] * (a - 1) + [(256, 128, 2)] + [(512, 128, 1)] * (b - 1)
                + [(512, 256, 2)] + [(1024, 256, 1)] * (c - 1) + [(1024, 512, 2)]
                + [(2048, 512, 1)] * (d - 1))
        blocks, last = [bottleneck_block(*p) for p in plan], 2048
    else:
        plan = ([(64, 64, 1)] * a + [(64, 128, 2)] + [(128, 128, 1)] * (b - 1) + [(128, 256, 2)]
                + [(256, 256, 1)] * (c - 1) + [(256, 512, 2)] + [(512, 512, 1)] * (d - 1))
        blocks, last = [basic_block(*p) for p in plan], 512
    for i, block in enumerate(blocks):
        net.add_module(f"block{i}", block)
    net.add_module("avgpool", nn.AdaptiveAvgPool2d(1))
    net.add_module("flatten", nn.Flatten())
    net.add_module("fc", nn.Linear(last, num_classes))
    return net
