"""Every dataset that the lake can take in, by its publisher's name."""

from segnavia.lake.datasets import Dataset
from segnavia.lake.errors import LakeError
from segnavia.sources import (
    istat_comuni,
    pnrr_agenda_2030,
    pnrr_aggiudicatari,
    pnrr_bandi,
    pnrr_gare,
    pnrr_indicatori,
    pnrr_indicatori_comuni,
    pnrr_iter,
    pnrr_localizzazione,
    pnrr_milestone_attuazione,
    pnrr_milestone_target,
    pnrr_pagamenti,
    pnrr_pratt,
    pnrr_progetti,
    pnrr_quadro_finanziario,
    pnrr_soggetti,
    pnrr_subappaltatori,
    pnrr_tag,
)

MODULES = (
    pnrr_progetti,
    pnrr_localizzazione,
    pnrr_soggetti,
    pnrr_pagamenti,
    pnrr_indicatori,
    pnrr_iter,
    pnrr_gare,
    pnrr_aggiudicatari,
    pnrr_subappaltatori,
    pnrr_pratt,
    pnrr_quadro_finanziario,
    pnrr_milestone_target,
    pnrr_milestone_attuazione,
    pnrr_tag,
    pnrr_agenda_2030,
    pnrr_bandi,
    pnrr_indicatori_comuni,
    istat_comuni,
)
DATASETS: dict[str, Dataset] = {module.DATASET.name: module.DATASET for module in MODULES}


def get_dataset(name: str) -> Dataset:
    """The dataset of that name, in any case. Raises `LakeError` with the names there are."""
    by_name = {n.lower(): d for n, d in DATASETS.items()}
    try:
        return by_name[name.lower()]
    except KeyError:
        raise LakeError(f"there is no dataset called {name}", f"The datasets are: {', '.join(DATASETS)}") from None
