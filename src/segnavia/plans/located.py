"""The records of a package while it is being read, each with the place it stands at."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from segnavia.plans.schema import Record


@dataclass(frozen=True, slots=True)
class Located:
    """A record, or `None` if its shape is refused, with its values as read and its file and line."""

    record: Record | None
    values: Mapping[str, object]
    file: str
    line: int

    @property
    def place(self) -> str:
        """Where it stands, as findings write it."""
        return f"{self.file}:{self.line}"

    def text(self, key: str) -> str:
        """The value as read if it is a text, or nothing: a refused record can still be the target of a code."""
        value = self.values.get(key)
        return value.strip() if isinstance(value, str) else ""


@dataclass(slots=True)
class Lists:
    """The lists of a package. A list that could not be read is absent, so that nobody blames codes that lead to it."""

    _lists: dict[str, list[Located]] = field(default_factory=dict)

    def start(self, key: str) -> None:
        """Says that a list was read, be it empty."""
        self._lists.setdefault(key, [])

    def add(self, key: str, located: Located) -> None:
        """Appends a record."""
        self._lists[key].append(located)

    def __contains__(self, key: str) -> bool:
        return key in self._lists

    def __getitem__(self, key: str) -> list[Located]:
        return self._lists.get(key, [])

    def all(self) -> Iterator[tuple[str, Located]]:
        """Every record with the key of its list."""
        for key, rows in self._lists.items():
            for located in rows:
                yield key, located

    def records(self) -> dict[str, tuple[Record, ...]]:
        """The lists as a `Package` wants them; only for a package without problems."""
        return {key: tuple(row.record for row in rows if row.record is not None) for key, rows in self._lists.items()}
