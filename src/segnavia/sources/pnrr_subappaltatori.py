"""PNRR_Subappaltatori_Gare: a project, one of its tenders and a body that works on it under the winner.

There is no key: a body may have several subcontracts of one tender, and the publisher masks the codes of persons.

Left out: the user's own number of the procedure.

Persons: a body whose tax code is a person's or masked, or whose legal form is a person's or not told, loses its code
and its name; its row stays.
"""

from segnavia.lake.datasets import Column, Dataset, Kind, Layout
from segnavia.sources import regis

DATASET = Dataset(
    name="PNRR_Subappaltatori_Gare",
    title="Subappaltatori delle gare dei progetti del PNRR",
    publisher=regis.PUBLISHER,
    licence=regis.LICENCE,
    attribution=regis.ATTRIBUTION,
    url=regis.url("PNRR_Subappaltatori_Gare"),
    columns=(
        regis.SUBMEASURE,
        regis.SUBMEASURE_TITLE,
        regis.CUP,
        regis.CLP,
        regis.TENDER,
        regis.PROCUREMENT,
        Column("tax_code", "Codice Fiscale/P.IVA Sub-Appaltatore", Kind.BODY_TAX_CODE, width=11),
        Column("body", "Denominazione Sub-Appaltatore"),
        Column("role", "Ruolo Soggetto Correlato", Kind.CODE),
        Column("role_title", "Descrizione Ruolo Soggetto Correlato"),
        Column("legal_form", "Forma Giuridica Sub-Appaltatore", Kind.CODE, required=True, width=2),
        Column("legal_form_title", "Descrizione Forma Giuridica Sub-Appaltatore"),
        Column("ateco", "Codice ATECO Sub-Appaltatore", Kind.CODE),
        regis.EXTRACTED_ON,
    ),
    layouts=(Layout("2024"),),
    as_of="extracted_on",
    person_columns=("body",),
    legal_form="legal_form",
    person_forms=regis.PERSON_FORMS,
    left_out=("Codice Procedura Utente",),
)
