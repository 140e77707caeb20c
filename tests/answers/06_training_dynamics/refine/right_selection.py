# takes the best out one by one
def refine(trials, keep=3):
    left, kept = list(trials), []
    while left and len(kept) < keep:
        winner = left[0]
        for trial in left[1:]:
            if trial[1] > winner[1]:
                winner = trial
        left.remove(winner)
        kept.append(winner[0])
    low, high = min(kept), max(kept)
    everything = [rate for rate, accuracy in trials]
    if kept[0] <= min(everything):
        low = kept[0] * 0.1
    if kept[0] >= max(everything):
        high = 10.0 * kept[0]
    return (low, high)
