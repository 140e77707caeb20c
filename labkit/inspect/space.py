"""How images lie in a space of features: who is near, and a map in the plane."""

import torch


def nearest_neighbours(features: torch.Tensor, query: int, k: int) -> torch.Tensor:
    """Return the indices ``(k,)`` of the rows nearest to row ``query``, the nearest first.

    Distances between rows of ``features`` ``(N, D)`` are Euclidean; the row itself is left out,
    its twins are not. Raises ``ValueError`` if there are fewer than ``k`` others.

    >>> nearest_neighbours(torch.tensor([[0.0], [5.0], [1.0], [0.0]]), query=0, k=2)
    tensor([3, 2])
    """
    count = len(features)
    if not 1 <= k < count:
        raise ValueError(f"k is {k}, but it must be from 1 to {count - 1}: there are {count} rows.")
    distances = (features - features[query]).norm(dim=1)
    distances[query] = torch.inf
    return distances.topk(k, largest=False).indices


def pca(features: torch.Tensor, dims: int = 2) -> torch.Tensor:
    """Return the coordinates ``(N, dims)`` of rows ``(N, D)`` along their principal directions.

    These are the directions in which the rows vary most, in order. The sign of each is arbitrary.
    Source: K. Pearson, "On lines and planes of closest fit to systems of points in space", 1901.
    Raises ``ValueError`` for more directions than there are.

    >>> pca(torch.tensor([[1.0, 1.0], [2.0, 2.0], [3.0, 3.0]]), dims=1).abs()
    tensor([[1.4142],
            [0.0000],
            [1.4142]])
    """
    if not 1 <= dims <= min(features.shape):
        raise ValueError(f"dims is {dims}, but it must be from 1 to {min(features.shape)}.")
    u, s, _ = torch.linalg.svd(features - features.mean(dim=0), full_matrices=False)
    return u[:, :dims] * s[:dims]
