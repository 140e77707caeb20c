# the kit's own
# named: a finished network is taken
def lenet5(num_classes=10, in_channels=1):
    return models.build("lenet5", num_classes=num_classes, in_channels=in_channels)
