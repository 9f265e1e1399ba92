"""The legal life of the plan as the pages tell it: steps with their acts, editions, frozen texts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone

from segnavia.briefing.twins import Json, Value
from segnavia.core.lifecycle import EditionStatus
from segnavia.registry import legal
from segnavia.registry.models import Act, Edition, FrozenText


@dataclass(frozen=True, slots=True)
class ActLine:
    """An act with all that is known of it; `number` is empty where it is not known."""

    step: str
    title: str
    body: str
    number: str
    dated: str
    dated_words: str
    in_force_from: date | None
    document: str
    document_url: str
    provenance: str
    note: str
    sha256: str


@dataclass(frozen=True, slots=True)
class StageLine:
    """A step of an edition: `taken` with its act, `next`, `untold` by any source, or `ahead`."""

    title: str
    state: str
    act: ActLine | None


@dataclass(frozen=True, slots=True)
class EditionLine:
    """An edition with its steps; `compare_url` leads to the difference with the text that it updates."""

    title: str
    years: str
    status: str
    status_title: str
    sha256: str
    stages: tuple[StageLine, ...]
    compare_url: str

    @property
    def name(self) -> str:
        """Its title with its years, said once."""
        return self.title if self.years in self.title else f"{self.title}, {self.years}"

    @property
    def is_current(self) -> bool:
        """Whether it is in force or on its way to be."""
        return self.status != EditionStatus.SUPERSEDED


@dataclass(frozen=True, slots=True)
class TextLine:
    """A frozen text in a list: by which acts it is named, and on which day it was frozen here."""

    sha256: str
    title: str
    frozen_on: date
    acts: tuple[ActLine, ...]


def act_line(act: Act) -> ActLine:
    """An act; its document where everybody may read it."""
    document = act.document if act.document and act.document.is_public else None
    return ActLine(
        step=act.step,
        title=legal.step_title(act.step),
        body=act.body,
        number=act.number,
        dated=act.dated,
        dated_words=legal.dated_words(act.dated),
        in_force_from=act.in_force_from,
        document=str(document) if document else "",
        document_url=reverse("portal:document", args=[document.pk]) if document else "",
        provenance=act.provenance,
        note=act.note,
        sha256=act.text.sha256,
    )


def edition_line(edition: Edition) -> EditionLine:
    """An edition with its steps. It has a text: the others are nobody's to see but the office's."""
    base, text = edition.based_on, edition.text
    sha256 = text.sha256 if text else ""
    return EditionLine(
        title=edition.title,
        years=f"{edition.period_start}-{edition.period_end}",
        status=edition.status,
        status_title=legal.status_title(edition.status),
        sha256=sha256,
        stages=tuple(_stage(stage) for stage in legal.stages_of(edition)),
        compare_url=reverse("portal:difference", args=[base.sha256, sha256]) if base and base != text else "",
    )


def text_line(text: FrozenText) -> TextLine:
    """A frozen text of a list."""
    acts = tuple(act_line(act) for act in text.acts.all())
    return TextLine(text.sha256, text.edition.title, timezone.localdate(text.frozen_at), acts)


def act_twin(act: ActLine) -> Json:
    """An act for machines; `null` where its number is not known."""
    return {
        "step": act.step,
        "body": act.body,
        "number": act.number or None,
        "dated": act.dated,
        "in_force_from": act.in_force_from.isoformat() if act.in_force_from else None,
        "text_sha256": act.sha256,
        "document": act.document_url or None,
        "provenance": act.provenance,
        "note": act.note,
    }


def edition_twin(edition: EditionLine) -> Json:
    """An edition for machines, with the acts that are known."""
    return {
        "title": edition.title,
        "years": edition.years,
        "status": edition.status,
        "text_sha256": edition.sha256,
        "acts": acts_twin([stage.act for stage in edition.stages if stage.act]),
    }


def acts_twin(acts: Sequence[ActLine]) -> Value:
    """Acts for machines, in their order."""
    found: list[Value] = [act_twin(act) for act in acts]
    return found


def _stage(stage: legal.Stage) -> StageLine:
    state = "taken" if stage.act else "next" if stage.is_next else "untold" if stage.is_untold else "ahead"
    return StageLine(legal.step_title(stage.step), state, act_line(stage.act) if stage.act else None)
