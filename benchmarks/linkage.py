"""The same claims linked by splink (``pip install 'mapapp[bench]'``), beside `reconcile`: seconds, pairs, pairwise F1.

splink's model is the usual one for records of this kind: blocks of one actor with one destination, one figure or one
unit; comparisons of the figure within 0, 10 and 25 %, of days, destination, origin and unit; u from random pairs, m by
expectation maximisation; clusters are what hangs together at a threshold.  It is given the threshold that does best on
the truth, which a user does not know: the figure is the most that this model can do.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable

from mapapp.model import Claim
from mapapp.reconcile.units import designators

THRESHOLDS = (0.2, 0.5, 0.8, 0.9, 0.95, 0.99, 0.999)
Scores = Callable[[Iterable[Iterable[Claim]]], tuple[float, float, float]]


def available() -> bool:
    """Whether splink is installed."""
    try:
        import splink  # noqa: F401, PLC0415
    except ImportError:
        return False
    return True


def row(number: int, claim: Claim) -> dict[str, object]:
    """Return what splink sees of a claim: what `reconcile` looks at."""
    day, low = claim.report.published, claim.strength.low
    return {
        "unique_id": number,
        "report": claim.report.id,
        "actor": claim.actor,
        "figure": float(low) if low is not None else None,
        "kind": claim.strength.unit.value if claim.strength.unit else None,
        "origin": claim.origin.id if claim.origin else None,
        "dest": claim.destination.id if claim.destination else None,
        "unit": " ".join(sorted(designators(claim.unit))) or None,
        "day": float(day.toordinal()) if day else None,
    }


def linked(claims: list[Claim], scores: Scores) -> tuple[float, float, tuple[float, float, float], int]:
    """Return seconds, the best threshold, its precision, recall and F1, and the number of pairs compared."""
    import pandas  # noqa: PLC0415
    import splink.comparison_level_library as levels  # noqa: PLC0415
    import splink.comparison_library as library  # noqa: PLC0415
    from splink import Linker, SettingsCreator, block_on  # noqa: PLC0415
    from splink.backends.duckdb import DuckDBAPI  # noqa: PLC0415

    logging.getLogger("splink").setLevel(logging.ERROR)
    begun = time.perf_counter()
    frame = pandas.DataFrame([row(number, claim) for number, claim in enumerate(claims)])
    apart = "abs(figure_l - figure_r) / greatest(figure_l, figure_r)"
    figure = library.CustomComparison(
        output_column_name="figure",
        comparison_levels=[
            levels.NullLevel("figure"),
            levels.CustomLevel("figure_l = figure_r and kind_l = kind_r", "the same"),
            levels.CustomLevel(f"{apart} <= 0.1 and kind_l = kind_r", "within a tenth"),
            levels.CustomLevel(f"{apart} <= 0.25 and kind_l = kind_r", "within a quarter"),
            levels.ElseLevel(),
        ],
    )
    days = library.CustomComparison(
        output_column_name="day",
        comparison_levels=[
            levels.NullLevel("day"),
            *(levels.CustomLevel(f"abs(day_l - day_r) <= {reach}", f"{reach} days") for reach in (3, 10, 45)),
            levels.ElseLevel(),
        ],
    )
    blocks = [
        block_on("actor", "dest", "kind"),
        block_on("actor", "figure", "kind"),
        block_on("actor", "unit"),
    ]
    settings = SettingsCreator(
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=blocks,
        comparisons=[
            figure,
            days,
            library.ExactMatch("dest"),
            library.ExactMatch("origin"),
            library.ExactMatch("unit"),
        ],
    )
    linker = Linker(DuckDBAPI().register(frame), settings, log_level=logging.ERROR)
    linker.training.estimate_probability_two_random_records_match([block_on("actor", "dest", "figure", "kind")], 0.6)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    for rule in (block_on("actor", "dest", "kind"), block_on("actor", "figure", "kind")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule, record_sample_proportion=1.0)
    predicted = linker.inference.predict(threshold_match_probability=min(THRESHOLDS))
    pairs = len(predicted.as_pandas_dataframe())
    best = (0.0, (0.0, 0.0, 0.0))
    seconds = 0.0
    for threshold in THRESHOLDS:
        clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(predicted, threshold)
        seconds = seconds or time.perf_counter() - begun  # one threshold is part of it; trying others is not
        groups: dict[object, list[Claim]] = {}
        for cluster, number in clusters.as_pandas_dataframe()[["cluster_id", "unique_id"]].itertuples(index=False):
            groups.setdefault(cluster, []).append(claims[number])
        found = scores(groups.values())
        if found[2] > best[1][2]:
            best = threshold, found
    return seconds, best[0], best[1], pairs
