"""Why rows were set aside, in words for the faces, which do not read the lake's rules."""

from segnavia.lake.rules import ROW_RULES

_TITLES = {rule.code: rule.title for rule in ROW_RULES}


def get_reason(code: str) -> str:
    """The title of a quarantine code, an English message id; the code itself where a later version wrote it."""
    return _TITLES.get(code, code)
