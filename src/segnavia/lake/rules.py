"""What can be wrong with a row or a release, as rules with stable codes. Row rules send the row to quarantine."""

from segnavia.core.findings import Rule, Severity

BROKEN_ROW = Rule(
    "LAK101",
    Severity.ERROR,
    "Row that cannot be split into columns",
    "{detail}",
    "Tell the publisher: a quote is left open, or a separator is missing.",
    'M1C1I1.02.00;"Cloud;B81C22000290006 has an opening quote that is never closed',
)
EMPTY_VALUE = Rule(
    "LAK102",
    Severity.ERROR,
    "Row without a value that identifies it",
    "“{column}” is empty",
    "Tell the publisher: the row belongs to no project.",
    "a payment with “N/A” as its CUP",
)
MALFORMED_CODE = Rule(
    "LAK103",
    Severity.ERROR,
    "Code of the wrong form",
    "“{column}” is not a code of its kind: {value}",
    "Compare the code with the project's own documents and tell the publisher.",
    "a CUP of 14 characters",
)
MALFORMED_NUMBER = Rule(
    "LAK104",
    Severity.ERROR,
    "Number that cannot be read",
    "“{column}” is not a number: {value}",
    "Tell the publisher: a word or two separators stand in a number.",
    "“12,5,0” as an amount",
)
MALFORMED_DATE = Rule(
    "LAK105",
    Severity.ERROR,
    "Date that cannot be read",
    "“{column}” is not a date: {value}",
    "Tell the publisher: the date does not exist, or is not day/month/year.",
    "31/02/2024",
)
REPEATED_KEY = Rule(
    "LAK106",
    Severity.WARNING,
    "Row that repeats another's key",
    "the row repeats the key of row {value}",
    "Compare the two rows: the first one is kept, so that nothing counts twice.",
    "two payment rows of the same sub-measure, CUP and CLP",
)

ROW_RULES: tuple[Rule, ...] = (
    BROKEN_ROW,
    EMPTY_VALUE,
    MALFORMED_CODE,
    MALFORMED_NUMBER,
    MALFORMED_DATE,
    REPEATED_KEY,
)
