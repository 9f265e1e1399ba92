"""PNRR_Progetti: a project in a sub-measure, with what it is, who carries it out and how it is funded.

The first layout has no implementing body, no state and no date, and groups its thousands with dots. Since 2026 a row
tells the project's current phase and its state of progress.

Left out: prose, which is long and may name people; what the sub-measure's code says already; the CUP's finer classes;
sums of other columns.

Persons: where the implementing body's tax code is a person's, the code and the name are emptied.
"""

from segnavia.lake.datasets import Column, Dataset, Kind, Layout
from segnavia.sources import regis


def _funding(name: str, header: str, *aliases: str) -> Column:
    return Column(name, header, Kind.AMOUNT, aliases=aliases)


_SINCE_2023 = (
    *("procedure", "cup_state", "funding_state", "funding_other"),
    *("body", "body_tax_code", "extracted_on"),
)
_SINCE_2024 = (
    *("funding_state_foi", "funding_state_fpop"),
    *("planned_start", "actual_start", "planned_end", "actual_end"),
    *("validated_on", "validation_result"),
)
_SINCE_2026 = ("funding_state_budget", "progress_state", "phase", "phase_title", "phase_state")

DATASET = Dataset(
    name="PNRR_Progetti",
    title="Progetti del PNRR",
    publisher=regis.PUBLISHER,
    licence=regis.LICENCE,
    attribution=regis.ATTRIBUTION,
    url=regis.url("PNRR_Progetti"),
    columns=(
        Column("programme", "Programma"),
        regis.SUBMEASURE,
        regis.SUBMEASURE_TITLE,
        Column("administration", "Amministrazione Titolare"),
        Column("procedure", "Codice Identificativo Procedura di Attivazione"),
        regis.CUP,
        regis.CLP,
        Column("cup_state", "Stato CUP", Kind.CODE),
        Column("progress_state", "Stato Avanzamento Progetto"),
        Column("cup_nature", "CUP Codice Natura", Kind.CODE, aliases=("CUP_COD_NATURA",), width=2),
        Column("cup_nature_title", "CUP Descrizione Natura", aliases=("CUP_DESCR_NATURA",)),
        Column("title", "Titolo Progetto", required=True),
        _funding("funding_state", "Finanziamento - Stato"),
        _funding("funding_state_foi", "Finanziamento Stato - FOI"),
        _funding("funding_state_fpop", "Finanziamento Prosecuzione Opere Pubbliche - FPOP"),
        _funding("funding_state_budget", "Finanziamento Stato - Bilancio"),
        _funding("funding_eu", "Finanziamento UE (Diverso da PNRR)", "Finanziamento UE"),
        _funding("funding_region", "Finanziamento Regione"),
        _funding("funding_province", "Finanziamento Provincia"),
        _funding("funding_municipality", "Finanziamento Comune"),
        _funding("funding_other_public", "Finanziamento Altro Pubblico"),
        _funding("funding_private", "Finanziamento Privato"),
        _funding("funding_to_find", "Finanziamento da Reperire", "FINANZ_DA_REPERIRE"),
        Column("funding_pnrr", "Finanziamento PNRR", Kind.AMOUNT, required=True),
        _funding("funding_pnc", "Finanziamento PNC"),
        _funding("funding_other", "Altri Fondi"),
        _funding("funding_total", "Finanziamento Totale", "FINANZ_TOTALE"),
        Column("body", "Soggetto Attuatore"),
        Column("body_tax_code", "Codice Fiscale Soggetto Attuatore", Kind.BODY_TAX_CODE, width=11),
        Column("planned_start", "Data Inizio Progetto Prevista", Kind.DATE),
        Column("actual_start", "Data Inizio Progetto Effettiva", Kind.DATE),
        Column("planned_end", "Data Fine Progetto Prevista", Kind.DATE),
        Column("actual_end", "Data Fine Progetto Effettiva", Kind.DATE),
        regis.EXTRACTED_ON,
        Column("validated_on", "Data Ultima Validazione", Kind.DATE),
        Column("validation_result", "Esito Ultima Validazione"),
        Column("phase", "Codice Fase Iter di Progetto", Kind.CODE, width=5),
        Column("phase_title", "Descrizione Fase Iter di Progetto"),
        Column("phase_state", "Stato Fase Iter di Progetto"),
    ),
    layouts=(
        Layout("2026", ("progress_state", "phase")),
        Layout("2024", ("planned_start", "actual_end"), _SINCE_2026),
        Layout("2023-02", ("procedure", "cup_nature"), _SINCE_2024 + _SINCE_2026),
        Layout("2022-11", (), _SINCE_2023 + _SINCE_2024 + _SINCE_2026),
    ),
    as_of="extracted_on",
    key=regis.PROJECT_KEY,
    person_columns=("body",),
    left_out=(
        "Sintesi Progetto",
        *regis.PROGRAMME_PARTS,
        "Titolo Procedura",
        "Tipologia Procedura di Attivazione",
        "CUP Codice Tipologia",
        "CUP Descrizione Tipologia",
        "CUP Codice Settore",
        "CUP Descrizione Settore",
        "CUP Codice Sottosettore",
        "CUP Descrizione Sottosettore",
        "CUP Codice Categoria",
        "CUP Descrizione Categoria",
        "Descrizione Tipo Aiuto",
        "Finanziamento Totale Pubblico",
        "Finanziamento Totale Pubblico Netto",
        "Flag Progetti in Essere",
    ),
)
