"""Proposals from the likeness of texts: the titles of a project and its sub-measure against those of the objectives."""

from collections import defaultdict
from typing import Final

from tantivy import Document, Index, Occur, Query, SchemaBuilder

from segnavia.core.codes import mission_of
from segnavia.monitoring.proposals.model import ByText, Candidate
from segnavia.monitoring.proposals.words import analyzer, stems_of
from segnavia.plans.schema import Package

# How much a word counts where it stands: the objective's title; those of the sub-measures that the crosswalk gives it,
# as they speak the language of the State's programmes; and what is said of its drivers, which is long and general.
# Chosen on the plan of Milano by taking out one judged sub-measure at a time: with these, the first objective proposed
# is one of the judged ones for 45 of the 74 sub-measures that serve any, and for 26 without the sub-measures' titles.
_FIELDS: Final = {"title": 1.0, "submeasures": 1.0, "drivers": 0.2}
# A project's title is about the place and the body more than about the aim.
_PROJECT_TITLE = 0.5
# Objectives stand under the PNRR's missions, and of the crosswalk's 87 links 60 stay within their mission.
_OTHER_MISSION = 0.5
# Below this (BM25) most is chance: in the same trial on 108 titled projects, 63 of the 79 first proposals above it were
# right, and 3 of the 29 below it.
_LEAST = 5.0
# The score that counts as even odds.
_EVEN = 10.0


class TextIndex:
    """The objectives of a plan, held in memory for searching. Building takes some ten milliseconds."""

    def __init__(self, package: Package) -> None:
        self._submeasures = {submeasure.code: submeasure.title for submeasure in package.submeasures}
        self._texts = _texts(package)
        self._stems = {
            code: {name: stems_of(text).keys() for name, text in texts.items()} for code, texts in self._texts.items()
        }
        builder = SchemaBuilder()
        builder.add_text_field("code", stored=True, tokenizer_name="raw")
        for name in _FIELDS:
            builder.add_text_field(name, tokenizer_name="italian", index_option="freq")
        self._schema = builder.build()
        index = Index(self._schema)
        index.register_tokenizer("italian", analyzer())
        # one thread, so that documents have one order and equal scores come in the order of the plan
        writer = index.writer(heap_size=15_000_000, num_threads=1)
        for code, texts in self._texts.items():
            writer.add_document(Document(code=code, **texts))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        self._searcher = index.searcher()

    def by_text(self, candidate: Candidate) -> dict[str, ByText]:
        """The objectives whose words a project's titles share; the score grows with how telling those words are."""
        of_submeasure = stems_of(self._submeasures.get(candidate.submeasure))
        of_project = stems_of(candidate.title)
        words = {**of_project, **of_submeasure}
        if not words or not self._texts:
            return {}
        clauses = [
            (Occur.Should, Query.boost_query(Query.term_query(self._schema, name, stem), boost * weight))
            for stem in words
            for weight in [1.0 if stem in of_submeasure else _PROJECT_TITLE]
            for name, boost in _FIELDS.items()
        ]
        found = {}
        for relevance, address in self._searcher.search(Query.boolean_query(clauses), len(self._texts)).hits:
            code = str(self._searcher.doc(address)["code"][0])
            score = relevance * (1.0 if mission_of(code) == mission_of(candidate.submeasure) else _OTHER_MISSION)
            if score >= _LEAST:
                found[code] = self._reason(code, score / (score + _EVEN), words)
        return found

    def _reason(self, code: str, score: float, words: dict[str, str]) -> ByText:
        told: set[str] = set()
        where: dict[str, tuple[str, ...]] = {}
        for name in _FIELDS:
            common = [stem for stem in words if stem in self._stems[code][name] and stem not in told]
            told.update(common)
            where[name] = tuple(dict.fromkeys(words[stem] for stem in common))
        return ByText(score, where["title"], where["submeasures"], where["drivers"])


def _texts(package: Package) -> dict[str, dict[str, str]]:
    """What stands near each objective, by field, in the plan's order."""
    submeasures = {submeasure.code: submeasure.title for submeasure in package.submeasures}
    drivers = {d.code: f"{d.title} {d.subtitle} {d.summary}" for d in package.drivers}
    near: dict[str, dict[str, list[str]]] = defaultdict(lambda: {"submeasures": [], "drivers": []})
    for entry in package.crosswalk:
        if entry.objective:
            near[entry.objective]["submeasures"].append(submeasures[entry.submeasure])
    for combined in package.agenda:
        near[combined.objective]["drivers"].append(drivers[combined.driver])
    return {
        objective.code: {
            "title": objective.title,
            **{name: " ".join(texts) for name, texts in near[objective.code].items()},
        }
        for objective in package.objectives
    }
