"""Where a search for two settings looks, and what it finds along the one that matters."""

from collections.abc import Mapping, Sequence

from matplotlib.figure import Figure

from labkit.plots.style import BLUE, GREY, TEXT, VERMILION, new_figure

Found = tuple[float, float, float]  # rate, weight decay, accuracy


def searches(pool: Sequence[Found], named: Mapping[str, Sequence[Found]]) -> Figure:
    """Return one column per named search: where its trials lie, and the accuracy by rate alone.

    ``pool`` holds all known trials and is drawn faintly below them; a trial is ``(rate,
    weight_decay, accuracy)``. The best trial of a search is marked. Raises ``ValueError`` if a
    search or the pool is empty.

    >>> grid = [(0.01, 1e-4, 0.5), (0.01, 1e-3, 0.25), (0.1, 1e-4, 0.75)]
    >>> searches(grid, {"grid": grid}).get_label()
    'Trials by rate and weight decay: grid has 3 trials at 2 rates, the best 0.75 at rate 0.1.'
    """
    if not pool or not named or not all(named.values()):
        raise ValueError("searches needs a pool and at least one search, each with a trial.")
    words = "; ".join(
        f"{name} has {len(trials)} trials at {len({t[0] for t in trials})} rates, the best "
        f"{_best(trials)[2]:.3g} at rate {_best(trials)[0]:.3g}"
        for name, trials in named.items()
    )
    alt = f"Trials by rate and weight decay: {words}."
    figure = new_figure(5 * len(named), 5.2, alt=alt)
    grid = figure.subplots(
        2, len(named), sharex=True, sharey="row", squeeze=False, height_ratios=(1, 1.2)
    )
    for column, (name, trials) in enumerate(named.items()):
        above, below = grid[:, column]
        above.plot(*_columns(pool, 0, 2), ".", color=GREY, markersize=4)
        below.plot(*_columns(pool, 0, 1), ".", color=GREY, markersize=4)
        for axes, row in ((above, 2), (below, 1)):
            axes.plot(*_columns(trials, 0, row), "o", color=BLUE, markersize=8)
            best = [_best(trials)]
            axes.plot(*_columns(best, 0, row), "*", color=VERMILION, markersize=17)
            for trial in trials:
                axes.axvline(trial[0], color=BLUE, alpha=0.25, linewidth=0.8, zorder=0)
            axes.spines[["top", "right"]].set_visible(False)
        rates = len({trial[0] for trial in trials})
        above.set_title(f"{name}: {len(trials)} trials, {rates} rates", fontsize=TEXT, loc="left")
        below.set(xscale="log", yscale="log")
        below.set_xlabel("rate", fontsize=TEXT)
    grid[0, 0].set_ylabel("accuracy", fontsize=TEXT)
    grid[1, 0].set_ylabel("weight decay", fontsize=TEXT)
    return figure


def _best(trials: Sequence[Found]) -> Found:
    return max(trials, key=lambda trial: trial[2])


def _columns(trials: Sequence[Found], x: int, y: int) -> tuple[list[float], list[float]]:
    return [trial[x] for trial in trials], [trial[y] for trial in trials]
