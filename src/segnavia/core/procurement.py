"""The check digits of a CIG (codice identificativo di gara), the code of a tender.

Source: ANAC's three forms of the code; a check that fails is a warning and no refusal, as publishers' data hold both.
"""

import re

_OLD = re.compile(r"(\d{7})([0-9A-F]{3})")
_SMART = re.compile(r"[V-Z]([0-9A-F]{2})([0-9A-F]{7})")
_NEW = re.compile(r"([A-U])([0-9A-F]{6})([0-9A-F]{3})")


def is_cig_sound(code: str) -> bool:
    """Whether the check digits of a CIG agree with the rest of it, in any of its three forms."""
    if found := _OLD.fullmatch(code):
        return int(found[2], 16) == int(found[1]) * 211 % 4091
    if found := _SMART.fullmatch(code):
        return int(found[1], 16) == int(found[2], 16) * 211 % 251
    if found := _NEW.fullmatch(code):
        return int(found[3], 16) == (int(found[2], 16) + ord(found[1]) - 64) * 211 % 4091
    return False
