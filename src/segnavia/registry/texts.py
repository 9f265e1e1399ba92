"""Reading frozen texts, for measuring and for the faces."""

from segnavia.registry.models import Edition, FrozenText


def current_text(territory: str) -> FrozenText | None:
    """The text in force of the territory's latest plan, or `None` where no plan of it is loaded."""
    editions = Edition.objects.filter(territory=territory, text__isnull=False).select_related("text")
    latest = editions.order_by("-period_start", "-pk").first()
    return latest.text if latest else None
