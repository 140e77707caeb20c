# for each cell, the stamps that begin and have not ended
import numpy as np

def overlap_counts(size, kernel_size, stride):
    cells = np.arange((size - 1) * stride + kernel_size)[:, None]
    starts = np.arange(size) * stride
    return ((starts <= cells) & (cells < starts + kernel_size)).sum(axis=1)
