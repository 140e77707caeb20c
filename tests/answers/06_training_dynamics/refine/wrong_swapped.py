# high before low
# named: high comes before low
def refine(trials, keep=3):
    """Return the range of rates (low, high) for the next, finer search."""
    best_first = sorted(trials, key=lambda trial: -trial[1])
    rates = sorted(rate for rate, _ in trials)
    kept = sorted(rate for rate, _ in best_first[:keep])
    best = best_first[0][0]
    low = best / 10 if best == rates[0] else kept[0]
    high = best * 10 if best == rates[-1] else kept[-1]
    return high, low
