"""A project as the linker shows it: what is known of it, how it is judged, what is proposed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from segnavia.core.links import Link, effective_links
from segnavia.desk.links.now import Now, seen_as
from segnavia.desk.links.words import reason_in, sentence_of
from segnavia.monitoring.bulletin import ProjectLine
from segnavia.monitoring.proposals.model import Proposal
from segnavia.monitoring.proposals.reading import proposals_for
from segnavia.plans.schema import CrosswalkEntry, Objective


@dataclass(frozen=True, slots=True)
class Offer:
    """A proposed objective with its reasons, each a sentence. It may be refused where the text still has it."""

    proposal: Proposal
    objective: Objective
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """One objective that a project was judged to serve, or none; the text may no longer have it."""

    code: str | None
    objective: Objective | None
    share: Fraction | None
    reason: str


@dataclass(frozen=True, slots=True)
class Row:
    """One project. `line` is null where the newest bulletin no longer has it; money is what falls here, in euro."""

    key: str
    submeasure: str
    submeasure_title: str
    line: ProjectLine | None
    money: Decimal | None
    money_elsewhere: Decimal | None
    offers: tuple[Offer, ...]
    judged: tuple[Judged, ...]
    lapsed: bool
    serves: bool  # any objective, by its judgement or by the crosswalk's
    crosswalk: tuple[CrosswalkEntry, ...]
    seen: str

    @property
    def cup(self) -> str:
        """The CUP, which the key holds."""
        return self.key.split("-")[1]

    @property
    def title(self) -> str:
        """The published title; empty where none is."""
        return (self.line.title if self.line else None) or ""

    @property
    def is_open(self) -> bool:
        """Whether nobody gives it an objective, and nobody has judged that it serves none."""
        return not self.serves and (not self.judged or self.lapsed)

    def offer_of(self, objective: str) -> Offer | None:
        """The proposal of an objective, if it is one."""
        return next((offer for offer in self.offers if offer.objective.code == objective), None)


def here(line: ProjectLine) -> tuple[Decimal | None, Decimal | None]:
    """The money of a project that falls on the territory: PNRR funding by the payments, or by the projects' dataset."""
    if line.funding_pnrr is not None:
        return line.funding_pnrr * line.place_share, None
    return None, None if line.funding_elsewhere is None else line.funding_elsewhere * line.place_share


def rows_of(now: Now, keys: Sequence[str]) -> list[Row]:
    """The rows of these projects, in their order."""
    proposals = proposals_for(now.home, now.bulletin.id, keys, now.links, now.refused)
    return [_row(now, key, proposals.get(key, ())) for key in keys]


def row_of(now: Now, key: str) -> Row | None:
    """One project; `None` where neither the bulletin nor the registry knows it."""
    return rows_of(now, [key])[0] if key in now.lines or key in now.links_of else None


def _row(now: Now, key: str, proposals: Iterable[Proposal]) -> Row:
    line, book = now.lines.get(key), now.book
    submeasure = key.split("-", maxsplit=1)[0]
    money, elsewhere = here(line) if line else (None, None)
    links = now.judged(key)
    served = effective_links(book.shares_of(submeasure), now.holding(key))
    return Row(
        key=key,
        submeasure=submeasure,
        submeasure_title=book.submeasures.get(submeasure, ""),
        line=line,
        money=money,
        money_elsewhere=elsewhere,
        offers=tuple(
            Offer(each, book.objectives[each.objective], tuple(map(sentence_of, each.reasons)))
            for each in proposals
            if each.objective in book.objectives and each.objective not in served
        ),
        judged=tuple(
            Judged(link.objective, book.objectives.get(link.objective or ""), link.share, link.reason) for link in links
        ),
        lapsed=key in now.lapsed,
        serves=bool(served),
        crosswalk=book.judgements.get(submeasure, ()),
        seen=seen_as(links),
    )


def link_of(now: Now, row: Row, offer: Offer) -> Link:
    """The link that accepts a proposal: the whole project, for the proposal's reason."""
    reason = reason_in(now.book.package.plan.language, offer.proposal)
    return Link(row.key, offer.objective.code, Fraction(1), reason, offer.proposal.origin)
