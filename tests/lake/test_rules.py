"""Every rule is told in full, and no two rules share a code, wherever they are."""

import re
from string import Formatter

import pytest

from segnavia.core.findings import Rule, Severity
from segnavia.lake.rules import ROW_RULES
from segnavia.monitoring.rules import RULES
from segnavia.plans.catalogue import all_rules

ALL = [*ROW_RULES, *RULES.values(), *all_rules()]


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.code)
def test_rule_says_everything(rule: Rule) -> None:
    assert re.fullmatch(r"[A-Z]{3}\d{3}", rule.code)
    assert isinstance(rule.severity, Severity)
    for text in (rule.title, rule.message, rule.remedy, rule.example):
        assert text.strip() == text != ""
    names = [name for _, name, _, _ in Formatter().parse(rule.message) if name is not None]
    assert all(name.isidentifier() for name in names)


def test_codes_are_unique() -> None:
    assert len({rule.code for rule in ALL}) == len(ALL)


def test_monitoring_rules_are_named_by_their_codes() -> None:
    assert {code: rule.code for code, rule in RULES.items()} == {code: code for code in RULES}
