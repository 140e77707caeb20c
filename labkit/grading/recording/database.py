"""One connection to the gradebook for a whole run, and one transaction for each submission.

nbgrader opens the gradebook nine times a submission and commits after every cell. Here all its
sessions join one connection, whose transaction is committed once, or not at all. Nobody else writes
meanwhile, so what a session has read or written it need not read again.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

import nbgrader.api
from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from labkit.grading.recording.lookups import looked_up_together
from labkit.teaching.course import CourseError


@contextmanager
def one_connection(db_url: str) -> Iterator[Connection]:
    """Let every ``Gradebook`` of this database use the connection that this gives.

    For one thread. What sessions write stays if it was written within :func:`transaction`, and
    only then. Everything is as before when the context ends.
    """
    create_engine, sessionmaker = nbgrader.api.create_engine, nbgrader.api.sessionmaker
    engine = create_engine(db_url, future=True)
    try:
        with engine.connect() as connection, looked_up_together():
            connection.dispose = _keep  # Gradebook.close() disposes of what it takes for its engine

            def shared(url: str, *arguments: Any, **options: Any) -> Any:
                return connection if url == db_url else create_engine(url, *arguments, **options)

            nbgrader.api.Gradebook(db_url).close()  # makes missing tables, as every opening does
            nbgrader.api.create_engine = shared
            nbgrader.api.sessionmaker = partial(sessionmaker, expire_on_commit=False)
            metadata = nbgrader.api.Base.metadata
            metadata.create_all = _no_more_tables
            try:
                yield connection
            finally:
                nbgrader.api.create_engine = create_engine
                nbgrader.api.sessionmaker = sessionmaker
                del metadata.create_all
    finally:
        engine.dispose()


@contextmanager
def transaction(connection: Connection) -> Iterator[None]:
    """Write all that happens inside, or nothing if it raises.

    Raises :class:`CourseError` if another program holds the gradebook.
    """
    connection.rollback()  # whatever only read
    with connection.begin():
        if connection.dialect.name == "sqlite":  # claim it now, not half-way
            try:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            except OperationalError as error:
                raise CourseError(
                    f"The gradebook cannot be written ({error.orig}): close what uses it, another "
                    "`labkit grade` or an open formgrader, and try again."
                ) from None
        yield


def _no_more_tables(bind: Any) -> None:
    """Look for none: they are all there."""


def _keep() -> None:
    """Stay open."""
