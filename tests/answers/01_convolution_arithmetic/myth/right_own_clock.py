# an int, a clock of one's own, and an index for the verdict
import time


def seconds(layer, repeats=5):
    layer()
    start = time.perf_counter()
    for _ in range(repeats):
        layer()
    return (time.perf_counter() - start) / repeats


mac_ratio = 64
speedup = seconds(dense_layer) / seconds(depthwise_layer)
verdict = ("myth", "fact")[speedup >= mac_ratio / 2]
print(f"{speedup:.1f} times faster: {verdict}")
