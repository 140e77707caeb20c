"""Every lab graded as a class: in two processes, right answers earn all and wrong ones nothing.

Lab 01 is graded by the demo, and nbgrader's own run of it by the benchmark.
"""

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
from conftest import LABS, ROOT

from labkit.grading.assignment import open_assignment, open_course
from labkit.grading.engine import imports, open_engine
from labkit.grading.grade import Options, grade
from labkit.teaching.course import read_notebook
from labkit.teaching.demo import set_up_course, surprises
from labkit.teaching.results import read_results
from labkit.teaching.samples import sample_class

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="rooms need Linux"),
    pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning"),
]
_LEFT_OUT = ("endless_loop", "not_json")  # every lab would only show the grader's patience again


@pytest.fixture(scope="module")
def engine():
    with open_engine("partial", cold=False) as engine:
        engine.start(imports(read_notebook(lab.solution) for lab in LABS))
        yield engine


@pytest.mark.parametrize("lab", LABS[1:], ids=lambda lab: lab.name)
def test_a_class_gets_what_its_answers_earn(lab, engine, tmp_path):
    samples = [s for s in sample_class(ROOT, lab) if s.student not in _LEFT_OUT]
    set_up_course(ROOT, tmp_path, lab, samples)
    assignment = open_assignment(*open_course(tmp_path), lab.name)
    cores = os.cpu_count() or 1
    with ThreadPoolExecutor(cores) as pool:
        run = partial(grade, assignment, [s.student for s in samples], engine.execute, pool, cores)
        ends = list(run(Options()))
    assert {end.end for end in ends} == {"graded"}
    reasons = dict.fromkeys(end.student for end in ends)
    results = read_results(assignment.course, lab.name, reasons)
    told = [f"{row.student}: {problem}" for row in results.rows for problem in row.problems]
    assert not surprises(samples, results), told
