"""Texts of plans, agreements and publishers without the characters that a document or a drawing cannot hold."""

import unicodedata

# Control characters, halves of pairs, private and unassigned ones: XML and PDF/UA refuse some, no font has the others,
# and at some of them vl-convert ends the whole process.
_REFUSED = ("Cc", "Cs", "Co", "Cn")
_BLANK = "\t\n\r"
# They turn the direction of what follows: a title could make the text beside it read backwards.
_TURNING = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
_BREAKS = dict.fromkeys(map(ord, "\t\n\v\f\r\x1c\x1d\x1e\x85\u2028\u2029"), " ")


def possible(text: str) -> str:
    """The text without characters that break a form or turn the direction of others."""
    kept = text.translate(_TURNING)
    return "".join(each for each in kept if each in _BLANK or unicodedata.category(each) not in _REFUSED)


def clean(text: str) -> str:
    """The same in one line and one spelling: a line break is a blank, and none stands at either end."""
    return possible(unicodedata.normalize("NFC", text).translate(_BREAKS)).strip(" ")
