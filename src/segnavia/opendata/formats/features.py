"""GeoJSON (RFC 7946): each row a feature with its columns as properties, in WGS 84; a geometry not known is null."""

from pathlib import Path

from segnavia.opendata.formats.objects import dumped, rows_of
from segnavia.opendata.sheet import Sheet


def write(sheet: Sheet, path: Path) -> None:
    """Write the table, one feature a line. Its `id` is the row's key. Raises `ValueError` where rows have no places."""
    if sheet.geometries is None:
        raise ValueError(f"the rows of {sheet.declared.name} have no places")
    parts = (sheet.rows[name].to_pylist() for name in sheet.declared.key)
    keys = ["/".join(map(str, key)) for key in zip(*parts, strict=True)]
    with path.open("w", encoding="utf-8") as stream:
        stream.write(f'{{"type": "FeatureCollection", "about": {dumped(sheet.about)},\n"features": [')
        for number, (key, place, row) in enumerate(zip(keys, sheet.geometries, rows_of(sheet), strict=True)):
            feature = f'{{"type": "Feature", "id": {dumped(key)}, "geometry": {place or "null"}, "properties": {row}}}'
            stream.write(f"{',' if number else ''}\n{feature}")
        stream.write("\n]}\n")
