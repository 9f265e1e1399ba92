"""The picture that is shown where somebody shares the link of a page: its sentence and its figures, drawn by typst."""

import json
from dataclasses import asdict, dataclass, field
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import typst

from segnavia.reports.charts import fonts
from segnavia.reports.charts.keeping import kept

WIDTH, HEIGHT = 1200, 630  # pixels, as Open Graph's readers ask for it
TEMPLATE = Path(__file__).with_name("picture.typ")
PER_INCH = 72  # one pixel a point


@dataclass(frozen=True, slots=True)
class Fact:
    """One of the figures, written in the reader's language. `known` is `False` where no source tells it."""

    title: str
    value: str
    unit: str = ""
    known: bool = True


@dataclass(frozen=True, slots=True)
class Bar:
    """Paid of what is funded, in hundredths of the bar; what lies past `known` is hatched."""

    done: float
    known: float


@dataclass(frozen=True, slots=True)
class Picture:
    """What a picture says. `kind` is what the page is of, `basis` on what its figures rest."""

    language: str
    plan: str
    kind: str
    title: str
    sentence: str
    basis: str
    site: str
    facts: tuple[Fact, ...] = field(default=())
    bar: Bar | None = None


def png(picture: Picture) -> bytes:
    """The picture, from its file or drawn now: the same content has the same bytes, and is drawn once."""
    data = json.dumps(asdict(picture), ensure_ascii=False, sort_keys=True)
    digest = sha256(f"{_template()}\0{version('typst')}\0{data}".encode()).hexdigest()
    return kept(f"page-{digest}.png", lambda: _drawn(data))


@cache
def _template() -> str:
    return TEMPLATE.read_text(encoding="utf-8")


def _drawn(data: str) -> bytes:
    # the fonts are those of the assets and of typst itself: a machine's own would draw another picture elsewhere
    folder = fonts()
    compiler = typst.Compiler(
        str(TEMPLATE),
        root=str(TEMPLATE.parent),
        ignore_system_fonts=True,
        font_paths=[str(folder)] if folder else [],
        sys_inputs={"picture": data},
    )
    drawn = compiler.compile(format="png", ppi=PER_INCH)
    if not isinstance(drawn, bytes):  # a list: the text would have gone on to a second page
        raise TypeError(type(drawn).__name__)
    return drawn
