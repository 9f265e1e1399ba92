"""Telling which dataset a file is of, by its headers: names of files differ from one compiler to the next."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from segnavia.lake.datasets import Dataset, map_headers
from segnavia.lake.errors import FileRefusedError
from segnavia.lake.files import read_headers
from segnavia.sources.catalogue import DATASETS


def recognise(path: Path) -> Dataset | None:
    """The dataset whose required columns the file has, and whose columns most; `None` if there is none."""
    headers = _headers(path)
    fits = []
    for dataset in DATASETS.values():
        mapping = map_headers(dataset, headers)
        if dataset.reader is None and not mapping.missing and not mapping.ambiguous:
            fits.append((len(mapping.index), dataset))
    return max(fits, key=lambda fit: fit[0])[1] if fits else None


def _headers(path: Path) -> list[str]:
    try:
        if path.suffix.lower() == ".parquet":
            return list(pq.read_schema(path).names)
        return read_headers(path)[0]
    except (FileRefusedError, pa.ArrowInvalid):
        return []
