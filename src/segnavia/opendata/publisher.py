"""Who publishes the data, under which licence, and where: what packages and catalogues say of themselves."""

from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from segnavia.briefing.state import State
from segnavia.core.bodies import BodyKind
from segnavia.registry.models import Actor

LICENCE_CODE: Final = "CC-BY-4.0"
# As the licence calls itself in each language.
LICENCE_TITLES: Final = {
    "it": "Creative Commons Attribuzione 4.0 Internazionale",
    "en": "Creative Commons Attribution 4.0 International",
}
LICENCE_URL: Final = "https://creativecommons.org/licenses/by/4.0/"


@dataclass(frozen=True, slots=True)
class Publisher:
    """The body that publishes. `code` is its IPA code, or what stands for it where nobody has set one."""

    name: str
    code: str
    has_ipa: bool
    url: str
    email: str


def publisher(now: State) -> Publisher:
    """The body that the settings name; by default that of the plan, with the IPA code that the registry knows."""
    header = now.book.package.plan
    ipa = settings.PUBLISHER_IPA or _ipa_of(BodyKind.METROPOLITAN_CITY)
    return Publisher(
        name=settings.PUBLISHER_NAME or header.body,
        code=ipa or header.code,
        has_ipa=bool(ipa),
        url=settings.PUBLISHER_URL or settings.SITE_URL,
        email=settings.PUBLISHER_EMAIL,
    )


def _ipa_of(kind: BodyKind) -> str:
    found = Actor.objects.filter(kind=kind).exclude(ipa_code="").values_list("ipa_code", flat=True)[:2]
    return found[0] if len(found) == 1 else ""


def address(name: str, *codes: str, language: str = "it") -> str:
    """The whole address of a page of the portal, as it is reached from outside."""
    with override(language):
        return f"{settings.SITE_URL}{reverse(f'portal:{name}', args=codes)}"


def file_address(name: str) -> str:
    """The whole address of a file."""
    return f"{address('data')}/{name}"
