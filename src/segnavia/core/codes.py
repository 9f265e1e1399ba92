"""The codes of the field, each with its one pattern.

Sources: CUP, L. 3/2003 art. 11 and CIPE resolution 143/2002; municipality codes, ISTAT; sub-measure codes as
ReGiS publishes them (`M1C1I1.02.00`); the plan's own codes, docs/glossary.md.
"""

import hashlib
import re
from enum import StrEnum


class Direction(StrEnum):
    """Who acts: the three *direzioni* of the plan, in the order of the source's columns."""

    METROPOLITAN_CITY = "metropolitan_city"
    MUNICIPALITIES = "municipalities"
    INTERMEDIATE_BODIES = "intermediate_bodies"


DIRECTIONS: tuple[Direction, ...] = tuple(Direction)

KEYWORD = r"K[1-9]"
MISSION = r"M[1-9]"
COMPONENT = r"M[1-9]C[1-9]"
OBJECTIVE = r"M[1-9]\.\d{2}"
DRIVER = r"D\d{2}"
REFORM_TRACK = r"R[1-9]"
SUBMEASURE = r"M[1-9]C[1-9][IR]\d{1,2}\.[0-9A-Z]{1,2}\.[0-9A-Z]{1,2}"
TERRITORY = r"\d{3}"
MUNICIPALITY = r"\d{6}"
CUP = r"[A-Z]\d{2}[A-Z]\d{11}"
PROJECT_KEY = rf"{SUBMEASURE}-{CUP}-[0-9a-f]{{8}}"
SLUG = r"[a-z0-9]+(-[a-z0-9]+)*"


def is_code(pattern: str, value: str) -> bool:
    """Whether the whole of `value` matches `pattern`, one of this module's."""
    return re.fullmatch(pattern, value) is not None


def mission_of(code: str) -> str:
    """The mission of an objective, component or sub-measure code: `M1.01`, `M1C1` and `M1C1I1.02.00` give `M1`."""
    return code[:2]


def component_of(submeasure: str) -> str:
    """The PNRR component of a sub-measure code: `M1C1I1.02.00` gives `M1C1`."""
    return submeasure[:4]


def project_key(submeasure: str, cup: str, clp: str) -> str:
    """The stable address of a project, safe in a URL: `M1C1I1.02.00-J61F22000330006-1a2b3c4d`.

    A CLP may hold blanks, slashes and quotes, so its digest stands for it; `monitoring/sql` computes the same.
    """
    digest = hashlib.md5(clp.encode(), usedforsecurity=False).hexdigest()[:8]
    return f"{submeasure}-{cup}-{digest}"
