"""Optimistic locking: a row that people edit carries the number of its revision."""

from typing import Any, Self

from django.db import models


class Conflict(Exception):  # noqa: N818 - what happened between two people is no error of either
    """Somebody else changed the row since it was read. `current` is the row as it stands now; `None` if it is gone."""

    def __init__(self, current: models.Model | None) -> None:
        self.current = current
        super().__init__("somebody else has changed this in the meantime; nothing of yours was saved")


class Versioned(models.Model):
    """A row whose writers say which revision they have seen; the second of two is told, and nothing is lost."""

    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True

    def revise(self, version: int, **values: Any) -> Self:
        """Write `values` if the row still stands at `version`, which goes up by one; the row as written.

        One UPDATE decides, so that two writers at once cannot both win, on any database.
        Raises `Conflict` if somebody was first.
        """
        manager = type(self)._default_manager
        if not manager.filter(pk=self.pk, version=version).update(version=version + 1, **values):
            raise Conflict(manager.filter(pk=self.pk).first())
        self.refresh_from_db()
        return self
