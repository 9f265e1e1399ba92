"""Findings: something wrong or doubtful in data or plan, told as data and never as an exception.

A `Rule` is written once, beside the check that applies it; a `Finding` is one case of it. Texts are English message
ids, formatted with the finding's `params`; the portal translates them. `docs/findings.md` is generated from the rules.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """`ERROR` refuses or spoils a figure, `WARNING` wants a look, `INFO` is for the record."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Rule:
    """What can be found. `code` is stable for ever; `message` is a `str.format` template; `example` shows a case."""

    code: str
    severity: Severity
    title: str
    message: str
    remedy: str
    example: str

    def at(self, place: str, **params: object) -> "Finding":
        """A case of this rule at `place`, with the values its message names."""
        return Finding(self, place, params)


@dataclass(frozen=True, slots=True)
class Finding:
    """One case of a rule. `place` is where: a file and line, a plan code, a dataset and row."""

    rule: Rule
    place: str
    params: Mapping[str, object] = field(default_factory=dict)

    @property
    def code(self) -> str:
        """The rule's stable code."""
        return self.rule.code

    @property
    def message(self) -> str:
        """The rule's message with this case's values, in English."""
        return self.rule.message.format(**self.params)

    def __str__(self) -> str:
        return f"{self.place}: {self.code} {self.message} ({self.rule.remedy})"
