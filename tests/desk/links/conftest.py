"""The plan of the tests is loaded, and a bulletin of a lake made by hand is published: the linker has work to do.

Outside the plan are the projects of `OUTSIDE`, of a sub-measure that serves nothing while its sibling serves two
objectives, and one of a sub-measure that nobody has judged; `INSIDE` serves one.
"""

from decimal import Decimal
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from segnavia.actions.plans import load
from segnavia.core.codes import project_key
from segnavia.core.permissions import COMMAND, Role
from segnavia.registry.models import Plan
from tests.desk.people import desk_of, person
from tests.monitoring.proposals.test_reading import published
from tests.monitoring.test_pipeline import paid, place
from tests.monitoring.twin_facts import Lake
from tests.plans.samples import package, record, serves

SUBMEASURES = ("M1C1I1.01.00", "M1C1I1.01.01", "M2C1I1.01.00", "M2C1I1.09.00")
PACKAGE = package(
    submeasures=[
        record(SUBMEASURES[0], "Infrastrutture digitali"),
        record(SUBMEASURES[1], "Banche dati"),
        record(SUBMEASURES[2], "Scuole"),
    ],
    crosswalk=[
        serves(SUBMEASURES[0], "M1.01", "1/2"),
        serves(SUBMEASURES[0], "M1.02", "1/2"),
        serves(SUBMEASURES[1], None, None, "Solo fornitura"),
        serves(SUBMEASURES[2], "M2.01", "1"),
    ],
)
NUMBER = 23


def key(submeasure: str, number: int) -> dict[str, str]:
    return {"submeasure": submeasure, "cup": f"J61F22{number:09d}", "clp": "A"}


def keyed(told: dict[str, str]) -> str:
    return project_key(told["submeasure"], told["cup"], told["clp"])


_OUTSIDE = [key(SUBMEASURES[1], number) for number in range(NUMBER)]
_UNJUDGED, _INSIDE = key(SUBMEASURES[3], 900), key(SUBMEASURES[2], 901)
OUTSIDE = [keyed(each) for each in _OUTSIDE]  # the most money first: the last has the least
UNJUDGED, INSIDE = keyed(_UNJUDGED), keyed(_INSIDE)
FIRST = OUTSIDE[0]
LIST = "/scrivania/collegamenti"


@pytest.fixture(scope="session")
def measured_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("linker")
    lake = Lake(
        payments=[
            *(paid(str(1000 - number), "0", **each) for number, each in enumerate(_OUTSIDE)),
            paid("90000", "0", **_INSIDE),
        ],
        locations=[place("001", **each) for each in (*_OUTSIDE, _UNJUDGED, _INSIDE)],
        projects_release=[{**_OUTSIDE[0], "title": "Città in rete", "funding_pnrr": Decimal(70)}],
    )
    published(home, lake, PACKAGE)
    return home


@pytest.fixture
def plan(measured_home: Path, settings: Settings, db: None) -> Plan:
    settings.SEGNAVIA_HOME = measured_home
    return load(PACKAGE, by=COMMAND).edition.plan


@pytest.fixture
def planner(plan: Plan) -> Client:
    return desk_of(person(Role.PLANNER, name="Piera"))
