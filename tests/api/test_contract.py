"""What the OpenAPI documents promise is what is answered: schemathesis asks every operation, well and badly."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings

from segnavia.api import document as rest
from segnavia.api.features import document as features
from segnavia.config.wsgi import application
from segnavia.opendata.declaration import GROUPS
from tests.portal.sample import Reader

pytestmark = pytest.mark.console
AT = "http://testserver"
BOUNDED = settings(
    max_examples=4,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(autouse=True)
def _connection_stays() -> Iterator[None]:
    """As Django's own test client has it: the end of a request does not end the test's connection to the database."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def ask_all(told: dict[str, Any], tag: str, *but_not: Any) -> int:
    """Asks each operation of that tag, as documented and against it; how many there are."""
    import schemathesis  # heavy: nobody waits for it who collects the tests
    from schemathesis import Case, GenerationMode

    # NUL is refused with 400 by the whole site, and no document of ours says of each text that it holds none
    config = schemathesis.Config.from_dict({"generation": {"allow-x00": False}})
    schema = schemathesis.openapi.from_dict(told, config=config)
    schema.app = application
    operations = [found.ok() for found in schema.get_all_operations()]
    asked = [operation for operation in operations if tag in operation.tags]
    for operation in asked:
        for mode in GenerationMode.POSITIVE, GenerationMode.NEGATIVE:

            @given(case=operation.as_strategy(generation_mode=mode))
            @BOUNDED
            def ask(case: Case) -> None:
                # it unpacks nothing
                case.call_and_validate(headers={"Accept-Encoding": "identity"}, excluded_checks=list(but_not))

            ask()
    return len(asked)


@pytest.mark.parametrize("tag", ["interface", *GROUPS])
def test_rest_answers_as_documented(reader: Reader, tag: str) -> None:
    assert ask_all(rest.document("en", AT), tag)


def test_features_answer_as_documented(reader: Reader) -> None:
    from schemathesis.specs.openapi.checks import positive_data_acceptance

    # which numbers are a box, and which texts a time, a schema cannot say
    assert ask_all(features.document(AT), "features", positive_data_acceptance) == 11
