# never looks beyond
# named: look a tenth below
def refine(trials, keep=3):
    """Return the range of rates (low, high) for the next, finer search."""
    best_first = sorted(trials, key=lambda trial: -trial[1])
    rates = sorted(rate for rate, _ in trials)
    kept = sorted(rate for rate, _ in best_first[:keep])
    best = best_first[0][0]
    low, high = kept[0], kept[-1]
    return low, high
