"""Reading frozen texts, for measuring and for the faces."""

from datetime import date

from segnavia.core.lifecycle import EditionStatus, Step
from segnavia.registry.models import Act, Edition, FrozenText


def current_text(territory: str) -> FrozenText | None:
    """The text in force of the territory's latest plan; before one is, the newest that was frozen of its editions.

    `None` where no plan of the territory is loaded.
    """
    editions = Edition.objects.filter(territory=territory, text__isnull=False).select_related("text")
    of_force = editions.filter(status=EditionStatus.IN_FORCE)
    latest = (of_force if of_force.exists() else editions).order_by("-period_start", "-pk").first()
    return latest.text if latest else None


def text_in_force(territory: str, on: date) -> Act | None:
    """The act by which a text of the territory was in force on a day, with that text; `None` where none was."""
    acts = Act.objects.filter(
        step=Step.ENTRY_INTO_FORCE, in_force_from__lte=on, edition__territory=territory
    ).select_related("text", "edition__plan")
    return acts.order_by("-in_force_from", "-pk").first()


def text_of(sha256: str) -> FrozenText | None:
    """The frozen text of that SHA-256, of which the first eight digits are enough where only one begins so."""
    if len(sha256) < 8:
        return None
    found = list(FrozenText.objects.filter(sha256__startswith=sha256).select_related("edition__plan")[:2])
    return found[0] if len(found) == 1 else None
