"""PNRR_Aggiudicatari_Gare: a project, one of its tenders and a body that won it.

Since 2024 the tender itself stands in PNRR_Gare. In the layout of 2023-02 it stands beside each award, with its amounts
repeated; in the first one, whose file was named PNRR_Gare, projects are named by their CUP alone. There is no key: the
publisher masks the codes of persons, so that the rows of two of them look the same.

Left out: how the contract is carried out, the user's own number of the procedure, and the winner's code where the first
layout writes it twice.

Persons: a body whose tax code is a person's or masked, or whose legal form is a person's or not told, loses its code
and its name; its row stays.
"""

from segnavia.lake.datasets import Column, Dataset, Kind, Layout
from segnavia.sources import regis

_FIRST = "REALIZZATORE (O AGGIUDICATARIO)"  # what the first layout calls the winner

DATASET = Dataset(
    name="PNRR_Aggiudicatari_Gare",
    title="Aggiudicatari delle gare dei progetti del PNRR",
    publisher=regis.PUBLISHER,
    licence=regis.LICENCE,
    attribution=regis.ATTRIBUTION,
    url=regis.url("PNRR_Aggiudicatari_Gare"),
    columns=(
        regis.SUBMEASURE,
        regis.SUBMEASURE_TITLE,
        regis.CUP,
        regis.CLP_OF_LATER_RELEASES,
        regis.TENDER,
        regis.PROCUREMENT,
        Column(
            "tax_code",
            "Codice Fiscale/P.IVA",
            Kind.BODY_TAX_CODE,
            aliases=("Codice Fiscale - P IVA Aggiudicatario",),
            width=11,
        ),
        Column("body", "Denominazione Aggiudicatario", aliases=(f"Denominazione_{_FIRST}",)),
        Column("role", "Ruolo Soggetto", Kind.CODE),
        Column("role_title", "Descrizione Ruolo Soggetto"),
        Column(
            "legal_form",
            "Forma Giuridica Aggiudicatario",
            Kind.CODE,
            aliases=(f"forma giuridica_{_FIRST}",),
            required=True,
            width=2,
        ),
        Column(
            "legal_form_title",
            "Descrizione Forma Giuridica Aggiudicatario",
            aliases=(f"descrizione forma giuritica_{_FIRST}",),
        ),
        Column("ateco", "Codice ATECO Aggiudicatario", Kind.CODE, aliases=(f"Codice ATECO {_FIRST}",)),
        *regis.TENDER_FACTS,
        regis.EXTRACTED_ON,
    ),
    layouts=(
        Layout("2024", ("role",), regis.TENDER_FACT_NAMES),
        Layout("2023-02", ("clp",), ("role", "role_title")),
        Layout(
            "2022-11",
            (),
            (
                *("submeasure_title", "clp", "procurement", "role", "role_title", "extracted_on"),
                *(name for name in regis.TENDER_FACT_NAMES if name not in ("procedure_kind", "awarded_amount")),
            ),
        ),
    ),
    as_of="extracted_on",
    person_columns=("body",),
    legal_form="legal_form",
    person_forms=regis.PERSON_FORMS,
    left_out=("Modalità di Realizzazione", "Codice Procedura Utente", f"codice fiscale _{_FIRST}"),
)
