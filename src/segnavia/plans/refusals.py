"""Why a package is refused: the rules of its shape, and the collector that tells them by file and line."""

from dataclasses import dataclass, field

from segnavia.core.findings import Finding, Rule, Severity


def _refusal(code: str, title: str, message: str, remedy: str, example: str) -> Rule:
    return Rule(code, Severity.ERROR, title, message, remedy, example)


NO_FOLDER = _refusal(
    "PKG001",
    "Folder that cannot be read",
    "not a folder that can be read",
    "Give the path of a plan package: a folder with plan.yaml and objectives.csv in it.",
    "segnavia plan check plans/milan, where no such folder is.",
)
MISSING_FILE = _refusal(
    "PKG002",
    "Required file missing",
    "the package has no such file",
    "Add the file: docs/guide/plan-package.md lists what each one holds.",
    "A folder without objectives.csv.",
)
UNKNOWN_FILE = _refusal(
    "PKG003",
    "Unknown file",
    "no file of a package has this name",
    "Correct the name, or move the file out of the folder: a misspelt file must not be passed over.",
    "objectivs.csv beside plan.yaml.",
)
UNREADABLE_FILE = _refusal(
    "PKG004",
    "File that cannot be read",
    "cannot be read: {reason}",
    "Make it an ordinary file that you may read.",
    "agenda.csv is a folder, or belongs to somebody else.",
)
NOT_UTF8 = _refusal(
    "PKG005",
    "Text that is not UTF-8",
    "byte {byte} is not UTF-8",
    "Save the file as UTF-8; in a spreadsheet choose the format CSV UTF-8.",
    "The word Mobilità saved by an old spreadsheet as Windows-1252.",
)
MALFORMED_YAML = _refusal(
    "PKG006",
    "Malformed YAML",
    "not YAML that a package may hold: {reason}",
    "Correct the line: indent with blanks, put texts that hold a colon between quotes, use no anchors and no tags.",
    "title: Piano: il testo, without quotes.",
)
MALFORMED_CSV = _refusal(
    "PKG007",
    "Malformed CSV",
    "not CSV that a package may hold: {reason}",
    "Separate cells by commas; double the quotes inside a quoted cell and close it.",
    "A spreadsheet saved the table with semicolons.",
)
WRONG_LENGTH = _refusal(
    "PKG008",
    "Row of the wrong length",
    "{cells} cells where the header has {columns}",
    "Put cells that hold a comma between quotes, and remove empty lines.",
    "M1.01,Scuole, lavoro e casa,municipalities,source, has one comma too many.",
)
UNKNOWN_KEY = _refusal(
    "PKG009",
    "Unknown key or column",
    "{key} is not known here",
    "Correct the name or remove it: the keys and columns stand in docs/guide/plan-package.md.",
    "titel: Salute.",
)
MISSING_KEY = _refusal(
    "PKG010",
    "Missing key or column",
    "{key} is missing",
    "Add it; a fact without provenance is refused too.",
    "An objective without provenance.",
)
REPEATED_KEY = _refusal(
    "PKG011",
    "Key or column written twice",
    "{key} stands twice, first at line {first}",
    "Keep one of the two.",
    "Two lines title: under one driver.",
)
WRONG_VALUE = _refusal(
    "PKG012",
    "Value of the wrong kind",
    "{key} cannot be {value}: {reason}",
    "Write a value of the kind that docs/guide/plan-package.md gives for this field.",
    "provenance: probable, or title: 12 without quotes.",
)
EMPTY = _refusal(
    "PKG013",
    "Empty code or text",
    "{key} is empty",
    "Fill it in: an empty code would match everything.",
    'code: "".',
)
MALFORMED_CODE = _refusal(
    "PKG014",
    "Malformed code",
    "{key} cannot be {value}",
    "Write the code in its form: M1, M1C1, M1.01, D01, R1, K1, M1C1I1.02.00, six digits for a municipality.",
    "M1.1 in place of M1.01.",
)
DUPLICATE_CODE = _refusal(
    "PKG015",
    "Duplicate code",
    "{value} stands already at {first}",
    "Give each record its own code, or remove the copy.",
    "Two objectives M1.01.",
)
DUPLICATE_PAIR = _refusal(
    "PKG016",
    "Duplicate pair",
    "{value} are joined already at {first}",
    "Keep one row for each pair.",
    "Driver D01 combines M1.01 in two rows of agenda.csv.",
)
REPEATED_ITEM = _refusal(
    "PKG017",
    "Item repeated in a list",
    "{key} holds {value}",
    "Keep each item once.",
    "directions: municipalities municipalities.",
)
DANGLING_CODE = _refusal(
    "PKG018",
    "Code that leads nowhere",
    "{key} is {value}, which {holder} does not hold",
    "Correct the code, or add its record to that file.",
    "A row of agenda.csv for objective M1.99.",
)
NOT_JUDGED = _refusal(
    "PKG019",
    "Sub-measure without judgement",
    "crosswalk.csv does not judge {value}",
    "Add its rows to crosswalk.csv, or one row with objective none and the reason.",
    "M1C1I1.02.00 in submeasures.csv only.",
)
NONE_WITH_OTHERS = _refusal(
    "PKG020",
    "Judged twice",
    "{value} serves none and yet has other rows",
    "Keep either the row with none or the others.",
    "M1C1I1.02.00 with a row none and a row M1.02.",
)
MALFORMED_SHARE = _refusal(
    "PKG021",
    "Malformed share",
    "{value} is not a share",
    "Write a share above 0 and at most 1, exactly: 1, 1/2, 1/3 or 0.25.",
    "50% in place of 1/2.",
)
SHARE_WITHOUT_OBJECTIVE = _refusal(
    "PKG022",
    "Share without objective",
    "objective none has the share {value}",
    "Leave the share empty, or name the objective.",
    "M1C1I1.02.00,none,1,…",
)
OBJECTIVE_WITHOUT_SHARE = _refusal(
    "PKG023",
    "Objective without share",
    "objective {value} has no share",
    "Give the share, 1 if it is the only objective.",
    "M1C1I1.02.00,M1.02,,…",
)
SHARES_NOT_ONE = _refusal(
    "PKG024",
    "Shares that are not a whole",
    "the shares of {value} add up to {total}",
    "Make them add up to 1 exactly: three equal shares are 1/3 each, not 0.33.",
    "Two rows of 1/3 each.",
)
REVERSED_PERIOD = _refusal(
    "PKG025",
    "Period reversed",
    "{key} ends before it starts: {reason}",
    "Put the first year or day at the start and the last at the end.",
    "period: {start: 2024, end: 2022}.",
)
ACT_OUT_OF_ORDER = _refusal(
    "PKG026",
    "Act out of order",
    "{step} does not come after {earlier}",
    "Write the acts in the order in which they were made: adoption, opinion, approval, entry into force.",
    "history.yaml has the approval of 2023-06 before the adoption of 2023-03-22.",
)

REFUSALS: tuple[Rule, ...] = tuple(value for value in globals().values() if isinstance(value, Rule))


@dataclass(slots=True)
class Problems:
    """Collects the refusals of one package, so that all of them are told at once."""

    _found: list[tuple[str, int, Finding]] = field(default_factory=list)

    def add(self, rule: Rule, file: str, line: int, **params: object) -> None:
        """Notes a case of `rule` at `file`, line `line` (1 is the first; 0 means the file as a whole)."""
        place = f"{file}:{line}" if line else file
        self._found.append((file, line, rule.at(place, **params)))

    def findings(self) -> tuple[Finding, ...]:
        """What was found, by file and line."""
        return tuple(finding for _, _, finding in sorted(self._found, key=lambda found: (*found[:2], found[2].code)))
