"""Everything that the portal says is said in Italian too, and the catalogue holds nothing that nobody says."""

import re
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from tests.portal.messages import PORTAL, ROOMS, MessageId, shown

ITALIAN = PORTAL / "locale" / "it" / "LC_MESSAGES" / "django.po"


@cache
def catalogue() -> Catalog:
    with Path(ITALIAN).open("rb") as stream:
        return read_po(stream)


def entries() -> dict[MessageId, Message]:
    found: dict[MessageId, Message] = {}
    for message in catalogue():
        if message.context and message.context != "alt. month":  # those are Django's own
            found[f"{message.context}\x04{message.id}"] = message
        elif message.id and not message.context:
            found[tuple(message.id) if isinstance(message.id, list | tuple) else message.id] = message
    return found


def test_every_message_is_translated() -> None:
    missing = sorted(str(found) for found in shown() - entries().keys())
    assert missing == []
    assert [str(key) for key, message in entries().items() if not message.string or message.fuzzy] == []


def test_no_message_hides_in_a_formatted_string() -> None:
    """There the extraction does not see it, and it would be shown in English."""
    hidden = re.compile(r"""\bf["'].*\{(_|\w*gettext\w*)\(""")
    files = [path for path in ROOMS.rglob("*.py") if hidden.search(path.read_text(encoding="utf-8"))]
    assert files == []


def test_catalogue_holds_nothing_more() -> None:
    assert sorted(str(key) for key in entries().keys() - shown()) == []


def test_translations_keep_their_values() -> None:
    def values(text: str) -> set[str]:
        return set(re.findall(r"%\(\w+\)s|\{\w+\}|<(\w+)", text)) | set(re.findall(r"%\(\w+\)s|\{\w+\}", text))

    wrong = []
    for key, message in entries().items():
        ids = key if isinstance(key, tuple) else (key,)
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        wrong += [f"{key}" for one, other in zip(ids, strings, strict=True) if values(one) != values(str(other))]
    assert wrong == []
