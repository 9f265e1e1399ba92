"""What an office reads beside a plan to fill in: file by file what is there, what to write, and how it looks."""

from segnavia.plans.schema import Package

FILE = "LEGGIMI.md"  # of no kind that a package refuses

_TEXT = """\
# {title}

Questa cartella è l'inizio di un piano per il territorio {territory}. La griglia del PNRR ({missions} missioni,
{components} componenti) e i Comuni ({municipalities}) ci sono già: il piano si carica e si misura anche così. Il resto
lo scrive l'ufficio, un file alla volta, anche in momenti diversi. Dopo ogni modifica:

```
segnavia plan check CARTELLA
segnavia plan load CARTELLA
```

`check` dice file, riga e rimedio di ciò che non va, e non cambia nulla; `load` mette in vigore il nuovo testo.

I file sono in UTF-8. Nei CSV le celle sono separate da virgole, quelle che contengono una virgola stanno fra
virgolette, e più codici in una cella sono separati da spazi. Nomi diversi di file `.csv` e `.yaml` non sono ammessi.

## Da dove viene ogni fatto

Ogni voce ha `provenance` e `note`:

- `source`: lo dice il documento, con queste parole; la nota può mancare;
- `uncertain`: il documento non si legge con certezza; la nota dice che cosa;
- `editorial`: lo propone chi scrive; la nota dice perché. Dove c'è `reason`, basta quella.

## plan.yaml

C'è: il piano, con titolo, ente e periodo provvisori, e le tre direzioni di chi agisce.

Da scrivere: `title`, `short_title`, `body` e `period` come li dà il documento; poi `provenance: source` e una nota con
l'atto e la data. `code` è il nome del piano nel sistema: si sceglie prima del primo caricamento e poi non cambia. Le
direzioni hanno codici fissi: si correggono titoli e sottotitoli, e si toglie quella che il piano non ha. In fondo si
possono aggiungere le parti del documento e i percorsi di riforma dell'ente:

```yaml
parts:
  - code: '01'
    title: Titolo della prima parte
    sections:
      - title: Titolo del paragrafo
        medium: text
        text: Il testo del paragrafo.
        provenance: source
    provenance: source
reform_tracks:
  - code: R1
    title: Titolo della riforma
    state: work_in_progress
    provenance: source
```

## grids.yaml

C'è: missioni e componenti del PNRR, con i titoli ufficiali.

Da scrivere: per ogni componente le direzioni che il piano indica, per esempio
`directions: [metropolitan_city, municipalities]`. In fondo, se il piano ne ha, le parole chiave e le loro missioni:

```yaml
keywords:
  - code: K1
    title: Sostenibilità
    missions: [M1, M2]
    provenance: source
```

## objectives.csv

C'è: l'intestazione. Da scrivere: un obiettivo strategico per riga. Il codice è quello della missione con un numero di
due cifre, da `01` e senza salti; `directions` dice chi agisce (`metropolitan_city`, `municipalities`,
`intermediate_bodies`).

```csv
code,title,directions,provenance,note
M1.01,Servizi digitali per tutti i Comuni,metropolitan_city municipalities,source,
M2.01,"Scuole, palestre e uffici che consumano meno",municipalities,source,
```

## agenda.yaml

Da scrivere, se il piano ha un'agenda: i suoi driver. `subtitle` è del documento, `summary` di chi scrive.

```yaml
drivers:
  - code: D01
    title: Titolo del driver
    subtitle: Sottotitolo del documento
    summary: Che cosa fa, in una frase.
    provenance: source
```

## agenda.csv

Da scrivere, con `agenda.yaml`: quali obiettivi combina ogni driver, e perché.

```csv
driver,objective,reason,provenance,note
D01,M1.01,I servizi condivisi sono il nucleo del driver,editorial,
D01,M2.01,Gli edifici pubblici sono il primo banco di prova,editorial,
```

## territory.yaml

C'è: una sola zona, tutto il territorio. Da scrivere: le zone omogenee, se ci sono, al posto di quella.

```yaml
zones:
  - code: zona-nord
    title: Zona Nord
    provenance: source
```

## municipalities.csv

C'è: i Comuni con il codice ISTAT. Da scrivere: in `zone` il codice della zona di ciascuno, come sta in
`territory.yaml`; se la zona è cambiata, una riga per periodo, con il primo e l'ultimo giorno in `valid_from` e
`valid_to`.

```csv
code,title,zone,valid_from,valid_to,provenance,note
{example_code},{example_title},zona-nord,,,source,
```

## submeasures.csv

Da scrivere, con `crosswalk.csv`: le submisure del PNRR di cui il piano tiene conto, con il codice di ReGiS.

```csv
code,title,provenance,note
M1C1I1.02.00,Abilitazione al cloud per le PA locali,source,
M1C2I1.01.00,Transizione 4.0,source,
```

## crosswalk.csv

Da scrivere: a quali obiettivi contribuiscono i progetti di ogni submisura. Le quote di una submisura sommano a 1
(`1`, `1/2`, `1/3`); se non ne serve nessuno, una sola riga con `none` e la quota vuota. Ogni giudizio ha la sua
ragione. Finché una submisura non è giudicata, i suoi soldi restano fuori dal piano.

```csv
submeasure,objective,share,reason,provenance,note
M1C1I1.02.00,M1.01,1,Porta in cloud i servizi dei Comuni,editorial,
M1C2I1.01.00,none,,Credito d'imposta dello Stato alle imprese,editorial,
```

## history.yaml

Da scrivere solo per un piano che ha già i suoi atti: adozione, parere, approvazione, entrata in vigore, in
quest'ordine. Una data si scrive fin dove è nota (`2023-06-20`, `2023-06`, `2023`); un numero che non
è noto si lascia vuoto. Senza questo file il piano è una bozza, e gli atti si registrano alla scrivania.

```yaml
acts:
  - step: adoption
    body: Consiglio metropolitano
    number: 12/2023
    dated: 2023-03-22
    provenance: source
```
"""


def guidance(package: Package) -> str:
    """The text for a package that `skeleton` made, in Italian and in Markdown."""
    first = package.municipalities[0]
    return _TEXT.format(
        title=package.plan.title,
        territory=package.plan.territory,
        missions=len(package.missions),
        components=len(package.components),
        municipalities=len(package.municipalities),
        example_code=first.code,
        example_title=first.title,
    )
