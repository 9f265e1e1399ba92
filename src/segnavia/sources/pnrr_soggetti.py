"""PNRR_Soggetti: a project, a body and the role that the body has in it.

The layout of 2023-02 has the sub-measure's title only. The first one wrote the three bodies of a project side by side
in one row; such a file is refused, as it lacks the role. There is no key: the publisher masks the codes of persons, so
that the rows of two of them look the same.

Persons: a body whose tax code is a person's or masked, or whose legal form is a person's or not told, loses its code
and its name; its row stays.
"""

from dataclasses import replace

from segnavia.lake.datasets import Column, Dataset, Kind, Layout
from segnavia.sources import regis

DATASET = Dataset(
    name="PNRR_Soggetti",
    title="Soggetti dei progetti del PNRR",
    publisher=regis.PUBLISHER,
    licence=regis.LICENCE,
    attribution=regis.ATTRIBUTION,
    url=regis.url("PNRR_Soggetti"),
    columns=(
        replace(regis.SUBMEASURE, required=False),
        regis.SUBMEASURE_TITLE,
        regis.CUP,
        regis.CLP,
        Column("role", "Ruolo Soggetto", Kind.CODE, required=True, filled=True),
        Column("role_title", "Descrizione del Ruolo del Soggetto", aliases=("Descrizione Ruolo Soggetto",)),
        Column("tax_code", "Codice Fiscale Soggetto", Kind.BODY_TAX_CODE, width=11),
        Column("body", "Denominazione", aliases=("Denominazione Soggetto",)),
        Column("legal_form", "Forma Giuridica", Kind.CODE, required=True, width=2),
        Column("legal_form_title", "Descrizione Forma Giuridica"),
        Column("ateco", "Codice ATECO", Kind.CODE),
        regis.EXTRACTED_ON,
    ),
    layouts=(
        Layout("2024", ("submeasure",)),
        Layout("2023-02", (), ("submeasure",)),
    ),
    as_of="extracted_on",
    person_columns=("body",),
    legal_form="legal_form",
    person_forms=regis.PERSON_FORMS,
)
