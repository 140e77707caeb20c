"""LeNet-5.

Y. LeCun, L. Bottou, Y. Bengio, P. Haffner: "Gradient-Based Learning Applied to Document
Recognition", 1998, figure 2 and section II.B.
"""

from collections import OrderedDict

from torch import nn


def lenet5(num_classes: int = 10, in_channels: int = 1) -> nn.Sequential:
    """Return LeNet-5 for 32×32 images, as it is built today: 61,706 parameters.

    The paper's second convolution connects each filter to some of the maps only, its pooling
    learns a scale and a bias, and its output measures distances to drawn digits; here they are
    a full convolution, the mean and a linear layer.
    """
    return nn.Sequential(
        OrderedDict(
            conv1=nn.Conv2d(in_channels, 6, 5),
            tanh1=nn.Tanh(),
            pool1=nn.AvgPool2d(2),
            conv2=nn.Conv2d(6, 16, 5),
            tanh2=nn.Tanh(),
            pool2=nn.AvgPool2d(2),
            flatten=nn.Flatten(),
            fc3=nn.Linear(16 * 5 * 5, 120),
            tanh3=nn.Tanh(),
            fc4=nn.Linear(120, 84),
            tanh4=nn.Tanh(),
            fc5=nn.Linear(84, num_classes),
        )
    )
