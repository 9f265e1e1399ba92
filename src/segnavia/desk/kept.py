"""What somebody typed while their session had ended: kept for them, and shown again, unsaved, once they are back.

Every form of the desk carries, signed, who it was made for. A form that arrives from nobody, or from a session that has
since been renewed, leaves its texts in the new session under its address. Only the same person sees them again;
anybody else who logs in on that browser makes them vanish.
"""

from typing import TypedDict

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

TYPIST = "typist"
SESSION_KEY = "kept"
LARGEST = 256 * 1024  # bytes of one form; a session is a row of the database
ADDRESSES = 3  # as many forms at once as one may have had open
_SALT = "segnavia.desk.typist"
_NEVER = {TYPIST, "csrfmiddlewaretoken"}


class Kept(TypedDict):
    """A form's texts as they were sent."""

    who: str
    typed: str
    files: bool


def typist_for(request: HttpRequest) -> str:
    """The signed name of who a form is made for; nothing where nobody has logged in, who could not come back for it."""
    return signing.dumps(str(request.user.pk), salt=_SALT) if request.user.is_authenticated else ""


def typist_of(request: HttpRequest) -> str | None:
    """Who a sent form was made for, if our signature says so."""
    try:
        return str(signing.loads(request.POST.get(TYPIST, ""), salt=_SALT))
    except signing.BadSignature:
        return None


def keep(request: HttpRequest) -> bool:
    """Keeps the texts of the form that was sent, if it was made for whoever is there now, or nobody is; whether it did.

    Files are not kept.
    """
    who = typist_of(request)
    if who is None or (request.user.is_authenticated and str(request.user.pk) != who):
        return False
    texts = request.POST.copy()
    for name in _NEVER:
        texts.pop(name, None)
    typed = texts.urlencode()
    if len(typed) > LARGEST:
        return False
    at = request.get_full_path()
    others = {address: each for address, each in _theirs(request, who).items() if address != at}
    recent = dict(list(others.items())[-(ADDRESSES - 1) :])
    request.session[SESSION_KEY] = {**recent, at: Kept(who=who, typed=typed, files=bool(request.FILES))}
    return True


def give_back(request: HttpRequest) -> None:
    """Puts what was kept for this address and this person where forms look, once, and says so.

    What was kept for somebody else is forgotten.
    """
    if SESSION_KEY not in request.session:
        return
    mine = _theirs(request, str(request.user.pk))
    found = mine.pop(request.get_full_path(), None) if request.method == "GET" else None
    if mine:
        request.session[SESSION_KEY] = mine
    else:
        del request.session[SESSION_KEY]
    if found is None:
        return
    vars(request)["kept"] = QueryDict(found["typed"])  # read by `typed_in`
    messages.warning(
        request, _("The session had expired. What was typed is here again: it is not saved yet, check it and save.")
    )
    if found["files"]:
        messages.warning(request, _("Files have to be chosen again."))


def waiting(request: HttpRequest) -> list[str]:
    """The addresses at which this person's texts are still kept."""
    return list(_theirs(request, str(request.user.pk)))


def typed_in(request: HttpRequest) -> QueryDict | None:
    """What was typed into the forms of a page: sent now, or kept from before. Only what is sent now may be saved."""
    if request.method == "POST":
        return request.POST
    kept: QueryDict | None = vars(request).get("kept")
    return kept


def _theirs(request: HttpRequest, who: str) -> dict[str, Kept]:
    return {at: each for at, each in request.session.get(SESSION_KEY, {}).items() if each["who"] == who}
