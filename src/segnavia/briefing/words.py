"""What the pages call the kinds, sources and outcomes of `core` and of the bulletin. All are message ids."""

from collections.abc import Mapping

from django.utils.translation import gettext_noop

from segnavia.core.bodies import BodyKind
from segnavia.core.milestones import Outcome

UNKNOWN = "unknown"  # the code of what no source tells, in every dimension

BODY_KINDS: Mapping[BodyKind, str] = {
    BodyKind.METROPOLITAN_CITY: gettext_noop("Metropolitan city"),
    BodyKind.MUNICIPALITY: gettext_noop("Municipality"),
    BodyKind.UNION: gettext_noop("Union of municipalities"),
    BodyKind.PROVINCE: gettext_noop("Province"),
    BodyKind.REGION: gettext_noop("Region"),
    BodyKind.STATE: gettext_noop("State"),
    BodyKind.SCHOOL: gettext_noop("School"),
    BodyKind.UNIVERSITY: gettext_noop("University"),
    BodyKind.HEALTH: gettext_noop("Health service"),
    BodyKind.RESEARCH: gettext_noop("Research institute"),
    BodyKind.FOUNDATION: gettext_noop("Foundation"),
    BodyKind.CHAMBER: gettext_noop("Chamber or professional order"),
    BodyKind.CONSORTIUM: gettext_noop("Consortium"),
    BodyKind.COMPANY: gettext_noop("Company"),
    BodyKind.OTHER: gettext_noop("Other body"),
}
# In the order in which a table lists them.
SOURCES: Mapping[str, str] = {
    "pnrr": gettext_noop("PNRR"),
    "pnc": gettext_noop("National complementary plan (PNC)"),
    "eu": gettext_noop("European Union, outside the PNRR"),
    "state": gettext_noop("State"),
    "state_foi": gettext_noop("State, fund for works that cannot wait (FOI)"),
    "state_fpop": gettext_noop("State, fund to carry public works on (FPOP)"),
    "state_budget": gettext_noop("State budget"),
    "region": gettext_noop("Region"),
    "province": gettext_noop("Province"),
    "municipality": gettext_noop("Municipality"),
    "other_public": gettext_noop("Other public source"),
    "private": gettext_noop("Private source"),
    "to_find": gettext_noop("Still to be found"),
    "other": gettext_noop("Other source"),
}
OUTCOMES: Mapping[Outcome, str] = {
    Outcome.MET: gettext_noop("met"),
    Outcome.MISSED: gettext_noop("missed"),
    Outcome.UNTOLD: gettext_noop("due, and no source tells"),
    Outcome.AHEAD: gettext_noop("ahead"),
}
# What is unknown while the lake holds no release of a dataset.
UNKNOWN_WITHOUT: Mapping[str, str] = {
    "PNRR_Progetti": gettext_noop("titles and bodies of projects, their dates, and funding by source"),
    "PNRR_Iter_di_progetto": gettext_noop("which phases have begun and ended, and which projects are late by a phase"),
    "PNRR_Indicatori_Target": gettext_noop("physical progress: what was planned and what was achieved"),
    "PNRR_Gare": gettext_noop("which tenders were published, and for how much"),
    "PNRR_Aggiudicatari_Gare": gettext_noop("who was awarded the contracts"),
    "PNRR_Subappaltatori_Gare": gettext_noop("who works as a subcontractor"),
    "PNRR_Soggetti": gettext_noop("which other bodies take part in a project, and in which role"),
    "PNRR_Tag_Clima_Digitale": gettext_noop("how much of the money supports the climate and the digital transition"),
    "PNRR_Agenda_2030": gettext_noop("which goals of the Agenda 2030 the objectives serve"),
    "PNRR_Milestone_Target": gettext_noop("which milestones and targets are due, and when"),
    "PNRR_Milestone_Target_Attuazione": gettext_noop("which milestones and targets were met"),
    "ISTAT_Comuni": gettext_noop("boundaries and inhabitants of the municipalities"),
}
