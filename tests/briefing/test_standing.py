"""Documents and pages say where the plan stands in the very same words."""

from dataclasses import replace

import pytest
from django.test import Client
from django.utils import translation

from segnavia.briefing import state
from segnavia.briefing.figures import money_at
from segnavia.briefing.standing import at_work_in, carried_by, standing_of
from segnavia.core.rollup import NOTHING
from tests.portal.conftest import portal, reader
from tests.portal.markup import Markup
from tests.portal.sample import BULLETIN, Reader

__all__ = ["portal", "reader"]  # the portal's fixtures, which have the sample
LANGUAGES = pytest.mark.parametrize(("prefix", "language"), [("", "it"), ("/en", "en")], ids=["it", "en"])


def squeezed(text: str) -> str:
    return "".join(text.split())


@LANGUAGES
@pytest.mark.parametrize("case", ["measured", "unmeasured", "unpaid"])
def test_home_page_says_the_same(portal: Client, reader: Reader, prefix: str, language: str, case: str) -> None:
    if case == "unmeasured":
        reader.bulletins = ()
    elif case == "unpaid":
        reader.bulletins = (replace(BULLETIN, total=replace(NOTHING, projects_located=7)),)
    now = state.current()
    assert now is not None
    with translation.override(language):
        sentences = standing_of(now.book, now.bulletin).sentences
    page = squeezed(Markup(portal.get(f"{prefix}/").content.decode()).text)
    assert sentences
    assert [each for each in sentences if squeezed(each) not in page] == []


@LANGUAGES
@pytest.mark.parametrize("code", ["015146", "015005", "015007"], ids=["paid", "unpaid", "empty"])
def test_municipality_says_the_same(portal: Client, prefix: str, language: str, code: str) -> None:
    with translation.override(language):
        sentence = at_work_in(money_at(BULLETIN, "municipality", code))
    assert squeezed(sentence) in squeezed(Markup(portal.get(f"{prefix}/comuni/{code}").content.decode()).text)


@LANGUAGES
def test_body_says_the_same(portal: Client, prefix: str, language: str) -> None:
    with translation.override(language):
        sentence = carried_by(money_at(BULLETIN, "body", "01199250158"))
    page = Markup(portal.get(f"{prefix}/attori/01199250158").content.decode()).text
    assert squeezed(sentence) in squeezed(page)
