from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from segnavia.core.findings import Rule
from segnavia.plans import catalogue

ROOT = Path(__file__).parents[2]
LOCALE = ROOT / "src" / "segnavia" / "portal" / "locale" / "it" / "LC_MESSAGES"
RULES = catalogue.all_rules()


def italian() -> dict[str, str]:
    """The translations of the rules in the site's catalogue."""
    with (LOCALE / "django.po").open("rb") as stream:
        return {str(message.id): str(message.string) for message in read_po(stream) if message.string}


def test_codes_are_unique() -> None:
    assert len({rule.code for rule in RULES}) == len(RULES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_is_complete(rule: Rule) -> None:
    assert all((rule.title, rule.message, rule.remedy, rule.example))
    assert rule.remedy.endswith(".")
    assert not rule.message.endswith(".")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_speaks_italian(rule: Rule) -> None:
    pairs = italian()
    for text in (rule.title, rule.message, rule.remedy):
        assert pairs.get(text), text
        assert fields(text) == fields(pairs[text]), text


def fields(template: str) -> set[str]:
    return {part.partition("}")[0] for part in template.split("{")[1:]}
