"""nbgrader's check of each cell's marks, without checking the schema itself for each cell."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

import jsonschema
from jsonschema.exceptions import best_match
from jsonschema.validators import validator_for
from nbgrader.nbgraderformat import common


@contextmanager
def schemas_checked_once() -> Iterator[None]:
    """Let nbgrader's validation check each of its schemas once: a quarter of recording's time."""
    common.jsonschema = SimpleNamespace(validate=_validate)
    try:
        yield
    finally:
        common.jsonschema = jsonschema


def _validate(instance: Any, schema: dict) -> None:
    """Do what ``jsonschema.validate`` does."""
    error = best_match(_validator(json.dumps(schema)).iter_errors(instance))
    if error is not None:
        raise error


@lru_cache(maxsize=8)
def _validator(schema: str) -> Any:
    schema = json.loads(schema)
    kind = validator_for(schema)
    kind.check_schema(schema)
    return kind(schema)
