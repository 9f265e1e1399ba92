import dataclasses

import pytest

from segnavia.core.findings import Rule, Severity

RULE = Rule("XXX101", Severity.WARNING, "A title", "“{column}” holds {value}", "Mend it.", "an example")


def test_finding_carries_its_rule_and_its_case() -> None:
    finding = RULE.at("file.csv:3", column="CUP", value="N/A")
    assert finding.code == "XXX101"
    assert finding.message == "“CUP” holds N/A"
    assert str(finding) == "file.csv:3: XXX101 “CUP” holds N/A (Mend it.)"


def test_finding_is_a_value() -> None:
    assert RULE.at("here", column="a", value=1) == RULE.at("here", column="a", value=1)
    with pytest.raises(dataclasses.FrozenInstanceError):
        RULE.at("here").place = "there"  # type: ignore[misc]


def test_severities_from_the_worst_to_the_mildest() -> None:
    assert [str(s) for s in Severity] == ["error", "warning", "info"]
