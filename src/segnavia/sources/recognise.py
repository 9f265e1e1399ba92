"""Telling which dataset a file is of, by its headers: names of files differ from one compiler to the next."""

import codecs
import csv
import io
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from segnavia.lake.datasets import Dataset, map_headers
from segnavia.lake.files import DELIMITER
from segnavia.sources.catalogue import DATASETS

_HEAD = 1 << 16  # bytes; the longest header seen takes 2 kB


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
    if path.suffix.lower() == ".parquet":
        try:
            return list(pq.read_schema(path).names)
        except pa.ArrowInvalid:
            return []
    with path.open("rb") as stream:
        head = stream.read(_HEAD)
    try:
        text = codecs.getincrementaldecoder("utf-8-sig")().decode(head)
    except UnicodeDecodeError:
        text = head.decode("cp1252", errors="replace")
    try:
        return next(csv.reader(io.StringIO(text, newline=""), delimiter=DELIMITER), [])
    except csv.Error:
        return []
