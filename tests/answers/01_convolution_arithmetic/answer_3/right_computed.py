# the limit of the ratio, computed
limit = 1 / (1 / 1e12 + 1 / 3**2)
answer_3 = "abcd"[[3, 9, 1e12, float("inf")].index(round(limit))]
