"""Findings of the plan and of a bulletin as one kind of line, told once for each rule."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from segnavia.core.findings import Finding, Severity
from segnavia.monitoring.bulletin import Noted

# The key of a project, as `core.codes` makes it: sub-measure, CUP, and eight digits for its local code.
_PROJECT = re.compile(r"[A-Z0-9.]+-[A-Z0-9]+-[0-9a-f]{8}")

ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFO: 2}


@dataclass(frozen=True, slots=True)
class Case:
    """One case of a rule: where, and the values that its message names. The message is not yet translated."""

    place: str
    message: str
    params: dict[str, object]

    @property
    def project(self) -> bool:
        """Whether the place is a project, which has a page."""
        return _PROJECT.fullmatch(self.place) is not None


@dataclass(frozen=True, slots=True)
class RuleCases:
    """A rule with its cases. Texts are message ids, translated by the template."""

    code: str
    severity: Severity
    title: str
    remedy: str
    count: int
    cases: Sequence[Case]


def by_rule(findings: Iterable[Finding]) -> list[RuleCases]:
    """The plan's findings by rule, the gravest first."""
    ordered = sorted(findings, key=lambda finding: (ORDER[finding.rule.severity], finding.code))
    groups = []
    for _code, group in groupby(ordered, key=lambda finding: finding.code):
        found = list(group)
        rule = found[0].rule
        cases = [Case(finding.place, rule.message, dict(finding.params)) for finding in found]
        groups.append(RuleCases(rule.code, rule.severity, rule.title, rule.remedy, len(found), cases))
    return groups


def noted(notes: Iterable[Noted]) -> list[RuleCases]:
    """A bulletin's findings, the gravest first."""
    groups = [
        RuleCases(
            note.code,
            Severity(note.severity),
            note.title,
            note.remedy,
            note.cases,
            [Case(example, "", {}) for example in note.examples],
        )
        for note in notes
    ]
    return sorted(groups, key=lambda group: (ORDER[group.severity], group.code))
