"""The rules of packages and plans as a document: `docs/findings-plan.md` is what `markdown()` gives."""

from segnavia.core.findings import Rule
from segnavia.plans.coherence.rules import RULES
from segnavia.plans.refusals import REFUSALS

_HEAD = """\
# Findings on a plan

Generated from the rules by `segnavia.plans.catalogue`; do not edit.

`segnavia plan check DIR` reads a plan package. Findings `PKG…` refuse it: nothing is loaded until they are mended.
Findings `PLN…` are about the sense of a plan that can be loaded: an `error` spoils a figure, a `warning` wants a look,
an `info` is for the record. Codes never change their meaning.
"""


def all_rules() -> tuple[Rule, ...]:
    """Every rule on packages and plans, by code."""
    return tuple(sorted((*REFUSALS, *RULES), key=lambda rule: rule.code))


def markdown() -> str:
    """The document, in Markdown."""
    titles = (("Refusals of a package", REFUSALS), ("Sense of a plan", RULES))
    chapters = (f"## {title}\n\n" + "\n".join(map(_section, rules)) for title, rules in titles)
    return "\n".join((_HEAD, *chapters))


def _section(rule: Rule) -> str:
    paragraphs = (
        f"### {rule.code} {rule.title}",
        f"`{rule.severity}`: {rule.message}.",
        rule.remedy,
        f"Example: {rule.example}",
    )
    return "\n\n".join(paragraphs) + "\n"
