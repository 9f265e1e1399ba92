"""The one write path: permission, transaction, change, audit event, and notices once it is committed.

    @action(concerns=lambda commitment, **_: [commitment.actor.code])
    def report(commitment: Commitment, *, by: Principal, version: int, state: str) -> Change[Commitment]:
        commitment.revise(version, state=state)
        return Change(commitment, subject=commitment, details={"state": state})

`report(commitment, by=…)` then gives the commitment. Its key in `core.permissions` is `commitments.report`.
"""

import logging
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, Generic, ParamSpec, TypeVar, cast

from django.db import DataError, IntegrityError, OperationalError, connection, models, transaction
from django.utils.translation import gettext as _

from segnavia.actions.chain import Record, append
from segnavia.core.permissions import PERMISSIONS, Principal, Scope, may

P = ParamSpec("P")
T = TypeVar("T")

logger = logging.getLogger(__name__)

ACTIONS: dict[str, Callable[..., Any]] = {}
# What PostgreSQL answers to one of two who write the same at once, after both have checked that they may: a row that
# was referred to is gone, a value that may stand once stands already, two wait for each other's rows, a chain of reads
# would not hold. SQLite never does, as a transaction begins there with the one lock for writing (`settings`).
_OTHER_WAS_FIRST = frozenset({"23503", "23505", "40P01", "40001"})


class Refused(Exception):  # noqa: N818 - refusing is what an action does, and no failure of it
    """An action cannot be carried out as asked. `fields` says what is wrong where; nothing was changed."""

    def __init__(self, message: str = "", **fields: str) -> None:
        self.message = message
        self.fields = fields
        super().__init__(message or "; ".join(f"{name}: {text}" for name, text in fields.items()))


class NotAllowed(Exception):  # noqa: N818 - as above
    """The table of permissions does not allow this; `key` is the row that was asked."""

    def __init__(self, key: str, by: Principal) -> None:
        self.key = key
        super().__init__(f"{by.name} may not do {key}")


@dataclass(frozen=True, slots=True)
class Change(Generic[T]):
    """What an action did: its result, what it is about, the values to keep in the log, and what to do after commit.

    `details` is `None` where nothing changed: then no event is written. `subject` is a row, or a pair of key and name.
    """

    result: T
    subject: models.Model | tuple[str, str]
    details: Mapping[str, Any] | None = field(default_factory=dict)
    then: tuple[Callable[[], None], ...] = ()


_pending: ContextVar[list[Record] | None] = ContextVar("pending", default=None)


def action(
    *, concerns: Callable[..., Collection[str]] | None = None
) -> Callable[[Callable[P, Change[T]]], Callable[P, T]]:
    """Makes a function an action, under the key `module.function`.

    `concerns` gives the codes of the actors that the arguments concern; an action that referents may do on their own
    needs it. Events of actions inside actions are appended together at the end: the chain's lock comes last, so that no
    two transactions wait for each other's rows.
    """

    def decorate(function: Callable[P, Change[T]]) -> Callable[P, T]:
        module = function.__module__.removeprefix("segnavia.actions.").partition(".")[0]  # a folder is one module
        key = f"{module}.{function.__name__}"
        row = PERMISSIONS[key]
        if Scope.OWN in row.values() and concerns is None:
            raise TypeError(f"{key} may be done by referents on their own: say whom it concerns")

        @wraps(function)
        def carry_out(*args: P.args, **kwargs: P.kwargs) -> T:
            by = cast("Principal", kwargs["by"])
            if not may(by, key, concerns(*args, **kwargs) if concerns else ()):
                raise NotAllowed(key, by)
            with _told_together() as records:
                change = function(*args, **kwargs)
                if change.details is not None:
                    records.append(_record(change, by, key))
                for then in change.then:
                    transaction.on_commit(then, robust=True)
            return change.result

        ACTIONS[key] = carry_out
        return carry_out

    return decorate


@contextmanager
def together() -> Iterator[None]:
    """Several actions in one transaction, all or none. A plain `atomic` would hold the chain from the first one on."""
    with _told_together():
        yield


@contextmanager
def _told_together() -> Iterator[list[Record]]:
    """A transaction; its events are appended when the outermost ends, and those of one that fails are forgotten."""
    outer = _pending.get()
    records: list[Record] = [] if outer is None else outer
    written = len(records)
    token = _pending.set(records)
    try:
        with transaction.atomic():
            yield records
            if outer is None:
                _wait_for_nobody_any_more()
                append(records)
    except BaseException as error:
        del records[written:]  # what an inner action did was rolled back, and is not to be told
        if outer is None and (told := _said_of(error)):
            logger.warning("refused by the database: %s", error)
            raise Refused(told) from error
        raise
    finally:
        _pending.reset(token)


def _wait_for_nobody_any_more() -> None:
    """Has PostgreSQL check the foreign keys now, and not at commit: a check waits for whoever has the row locked.

    That one may be waiting for the chain, which this transaction is about to lock.
    """
    if connection.vendor == "postgresql":
        connection.check_constraints()


def _said_of(error: BaseException) -> str:
    """What is told of what only the database could see; empty for what is no affair of whoever acts."""
    if isinstance(error, IntegrityError | OperationalError):
        if getattr(error.__cause__, "sqlstate", None) in _OTHER_WAS_FIRST:
            return _("Somebody else was writing the same at this moment: nothing was saved. Look, then try again.")
    elif isinstance(error, DataError):
        return _("The database cannot keep a value as it is, for a character or its length: nothing was saved.")
    return ""


def _record(change: Change[Any], by: Principal, key: str) -> Record:
    if isinstance(change.subject, tuple):
        subject, name = change.subject
    else:
        subject, name = subject_of(change.subject), str(change.subject)
    return Record(by, key, subject, name, change.details or {})


def subject_of(row: models.Model) -> str:
    """How the log names a row: its kind and key, such as `agreement:12`."""
    return f"{row._meta.model_name}:{row.pk}"
