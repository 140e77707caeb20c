# relu after the pooling: the maximum does not mind
def vgg_stage(in_channels, out_channels, convs):
    stage = nn.Sequential()
    for i in range(convs):
        stage.append(nn.Conv2d(in_channels if i == 0 else out_channels, out_channels, 3, padding=1))
        if i == convs - 1:
            stage.append(nn.MaxPool2d(2))
        stage.append(nn.ReLU())
    return stage
