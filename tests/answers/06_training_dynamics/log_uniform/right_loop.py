# one number at a time, base 2
def log_uniform(low, high, n, generator):
    numbers = []
    for _ in range(n):
        u = torch.rand((), generator=generator).item()
        numbers.append(2 ** (math.log2(low) * (1 - u) + math.log2(high) * u))
    return torch.tensor(numbers)
