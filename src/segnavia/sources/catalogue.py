"""Every dataset that the lake can take in, by its publisher's name."""

from segnavia.lake.datasets import Dataset
from segnavia.lake.errors import LakeError
from segnavia.sources import istat_comuni, pnrr_indicatori, pnrr_localizzazione, pnrr_pagamenti, pnrr_progetti

DATASETS: dict[str, Dataset] = {
    d.name: d
    for d in (
        pnrr_progetti.DATASET,
        pnrr_localizzazione.DATASET,
        pnrr_pagamenti.DATASET,
        pnrr_indicatori.DATASET,
        istat_comuni.DATASET,
    )
}


def get_dataset(name: str) -> Dataset:
    """The dataset of that name, in any case. Raises `LakeError` with the names there are."""
    by_name = {n.lower(): d for n, d in DATASETS.items()}
    try:
        return by_name[name.lower()]
    except KeyError:
        raise LakeError(f"there is no dataset called {name}", f"The datasets are: {', '.join(DATASETS)}") from None
