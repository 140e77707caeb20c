# forgets the return
# named: nothing is returned
def resnet(depth, num_classes=1000):
    if depth not in (18, 34, 50):
        raise ValueError(depth)
    net = nn.Sequential(conv_bn(3, 64, 7, 2))
