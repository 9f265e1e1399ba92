"""Both engines for tests. The second one starts once for a module, as it takes some seconds."""

from collections.abc import Iterator

import pytest

from segnavia.lake.engine import Engine, open_engine

SPARK_MARKS = [
    pytest.mark.spark,
    # said of a part of it that works on pandas, which the engine does not use
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning"),
]
BOTH = ["duckdb", pytest.param("spark", marks=SPARK_MARKS)]


@pytest.fixture(scope="module")
def spark() -> Iterator[Engine]:
    """The second engine on this machine. Whoever opens another while it lives, gets its session."""
    with pytest.MonkeyPatch.context() as patch:
        # tests are short: half of the time would go into compiling well what runs once
        patch.setenv("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1")
        with open_engine("spark") as engine:
            yield engine


@pytest.fixture(params=BOTH)
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Each engine in turn, empty."""
    if request.param == "spark":
        request.getfixturevalue("spark")
    with open_engine(request.param) as opened:
        yield opened
