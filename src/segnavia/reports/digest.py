"""The digest of what moved, as a mail: plain text and HTML, from one letter."""

from django.template.loader import render_to_string
from django.utils import translation

from segnavia.briefing.changes.letters import Letter


def written(letter: Letter) -> tuple[str, str, str]:
    """Subject, text and HTML, in the letter's language."""
    with translation.override(letter.language):
        context = {"letter": letter}
        text = render_to_string("portal/mail/digest.txt", context)
        return letter.subject, text.strip() + "\n", render_to_string("portal/mail/digest.html", context)
