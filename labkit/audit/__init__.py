"""Test the tests: how good are the checks of a lab, and do they hold under other conditions?

Kept answers and small changes to the reference solution (mutants) are run against every exercise,
and the reference itself under many seeds, threads and dtypes. ``operators`` makes the changes,
``mutate`` collects them, ``walk`` runs everything in forked copies of the notebook's state,
``judge`` says what came of it, ``totals`` has the thresholds, ``table`` and ``page`` show it all,
``command`` is what people call.
"""
