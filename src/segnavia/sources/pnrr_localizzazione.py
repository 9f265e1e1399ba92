"""PNRR_Localizzazione: a project and one of its places, by ISTAT codes of region, province and municipality.

`000` as a municipality is the whole province, as a province the whole country; `999` is abroad. A project may have many
places; since 2024 each says which percentage of the project lies there. The first layout names projects by their CUP
alone. There is no key: a project may have two addresses in one municipality.

Left out: addresses and postal codes, as an address may be a person's home; the region's name, and codes that compilers
added.
"""

from segnavia.lake.datasets import Column, Dataset, Kind, Layout
from segnavia.sources import regis

DATASET = Dataset(
    name="PNRR_Localizzazione",
    title="Localizzazione dei progetti del PNRR",
    publisher=regis.PUBLISHER,
    licence=regis.LICENCE,
    attribution=regis.ATTRIBUTION,
    url=regis.url("PNRR_Localizzazione"),
    columns=(
        regis.SUBMEASURE,
        regis.SUBMEASURE_TITLE,
        regis.CUP,
        regis.CLP_OF_LATER_RELEASES,
        Column("region", "Codice Regione", Kind.CODE, aliases=("Regione",), width=2),
        Column(
            "province",
            "Codice Provincia",
            Kind.CODE,
            aliases=("Provincia",),
            required=True,
            filled=True,
            pattern=r"\d{3}",
            width=3,
        ),
        Column("province_title", "Descrizione Provincia"),
        Column(
            "municipality",
            "Codice Comune",
            Kind.CODE,
            aliases=("Comune",),
            required=True,
            filled=True,
            pattern=r"\d{3}",
            width=3,
        ),
        Column("municipality_title", "Descrizione Comune"),
        Column("percentage", "Percentuale di Localizzazione", Kind.NUMBER),
        regis.EXTRACTED_ON,
    ),
    layouts=(
        Layout("2024", ("percentage",)),
        Layout("2023-02", ("clp",), ("percentage",)),
        Layout("2022-11", (), ("submeasure_title", "clp", "percentage", "extracted_on")),
    ),
    as_of="extracted_on",
    left_out=("Descrizione Regione", "Indirizzo", "CAP", "COD_ISTAT_COMUNE"),
)
