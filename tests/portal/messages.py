"""Every message id that the site can show: in templates, in Python, and in the tables whose texts it translates."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.extract import extract_python
from django.utils.translation.template import templatize

import segnavia.portal
from segnavia.core import agreement_rules, agreements
from segnavia.core.findings import Rule
from segnavia.core.lifecycle import EditionStatus
from segnavia.core.states import STATE_RULES
from segnavia.lake.rules import ROW_RULES
from segnavia.monitoring.rules import RULES as MEASUREMENT_RULES
from segnavia.plans.catalogue import all_rules

PORTAL = Path(segnavia.portal.__file__).parent
ROOMS = PORTAL.parent  # one catalogue, the portal's, holds the words of all rooms
KEYWORDS = (
    *("_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "ngettext_lazy"),
    *("pgettext", "pgettext_lazy", "npgettext"),
)

MessageId = str | tuple[str, str]  # a pair is a singular and its plural; `\x04` ends a context, as in a .mo file


def shown() -> set[MessageId]:
    """The ids of templates and code, of every rule of findings and of states, of agreements and of editions."""
    found = {text for rule in rules() for text in (rule.title, rule.message, rule.remedy)}
    tables = {*agreements.message_ids(), *agreement_rules.MESSAGES, *(status.value for status in EditionStatus)}
    states = {text for rule in STATE_RULES for text in (rule.title, rule.condition)}
    return {*_written(), *found, *tables, *states}


def rules() -> list[Rule]:
    """The rules whose findings the pages or the commands show."""
    return [*all_rules(), *MEASUREMENT_RULES.values(), *ROW_RULES]


def _written() -> Iterator[MessageId]:
    for path in sorted(ROOMS.rglob("*.py")):
        yield from _extracted(path.read_text(encoding="utf-8"))
    for path in sorted(path for path in ROOMS.rglob("templates/**/*") if path.suffix in {".html", ".txt"}):
        # Django blanks what is not a message; without its indentation the rest is good enough Python to be read.
        blanked = templatize(path.read_text(encoding="utf-8"), origin=str(path))
        yield from _extracted("\n".join(line.strip() for line in blanked.splitlines()))


def _extracted(source: str) -> Iterator[MessageId]:
    for _line, function, found, _comments in extract_python(BytesIO(source.encode()), KEYWORDS, (), {}):
        if function.startswith("pgettext") and isinstance(found, tuple):
            yield "\x04".join(found)
        elif function.startswith("n") and isinstance(found, tuple):
            yield (str(found[0]), str(found[1]))
        elif found:  # a variable has no text: the rules give theirs
            yield str(found)
