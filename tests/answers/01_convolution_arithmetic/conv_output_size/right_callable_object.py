# an object with __call__ instead of a function
class ConvOutputSize:
    def span(self, kernel_size, dilation):
        return dilation * (kernel_size - 1) + 1

    def __call__(self, size, kernel_size, stride=1, padding=0, dilation=1):
        room = size + 2 * padding - self.span(kernel_size, dilation)
        if room < 0:
            raise ValueError("the kernel hangs over")
        return divmod(room, stride)[0] + 1


conv_output_size = ConvOutputSize()
