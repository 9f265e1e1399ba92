"""A page's links as they have to be among files: relative, so that the site works under any prefix and anywhere."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape, unescape

from django.conf import settings

from segnavia.site.names import INDEX, Named, named

# A blank before, and no `\s`: on a map of two hundred kilobytes that takes three times as long.
_LOCAL = re.compile(rb' (href|src|action|data-[a-z-]+)="([/?][^"]*)"')
_ANY = re.compile(rb' (href|src|action|data-[a-z-]+)="((?:[/?]|https?:)[^"]*)"')
_FORM = re.compile(rb"<form\s.*?</form>", re.DOTALL)
_SEARCH = b'role="search"'  # of the form that stands on every page
_TAG = re.compile(rb'<(?:link|meta)\s[^>]*?(?:href|content)="(https?://[^"]*)"[^>]*>\n?')
_DATA = re.compile(rb'(<script type="application/ld\+json"[^>]*>)(.*?)(</script>)', re.DOTALL)
_IN_DATA = re.compile(rb'"(https?://[^"]*)"')


@dataclass(slots=True)
class Links:
    """Rewrites the links of one page after the other, and keeps what they lead to.

    `base` is the address at which the files will stand, `live` that of the running system, both without a slash at the
    end, and empty where there is none. What cannot be a file leads to the running system; without one it is no link,
    and a form is replaced by the `notes` of its language.
    """

    base: str
    live: str
    languages: tuple[str, ...]  # of the pages that are written
    notes: Mapping[str, str]  # language -> HTML
    found: set[str] = field(default_factory=set)  # addresses of pages and downloads, each where it is first met
    assets: set[str] = field(default_factory=set)  # names of static files, likewise
    _targets: dict[str, str | None] = field(default_factory=dict)
    _written: dict[tuple[bytes, str], bytes] = field(default_factory=dict)  # links as they are, by how deep a page lies

    def rewrite(self, html: bytes, page: Named, up: str | None = None) -> bytes:
        """The page with its links as they are among files; they begin with `up`, or else with the way to the root."""
        up = "../" * page.file.count("/") if up is None else up
        path = page.address.partition("?")[0]
        head, mark, body = html.partition(b"<body")
        head = _LOCAL.sub(lambda found: self._link(found, path, up), head)
        head = _DATA.sub(self._data, _TAG.sub(self._tag, head))  # what is absolute there has to stay so
        body = _FORM.sub(lambda found: self._form(found[0], page.language), body)
        return head + mark + _ANY.sub(lambda found: self._link(found, path, up), body)

    def _form(self, form: bytes, language: str) -> bytes:
        if not self.live:
            return b"" if _SEARCH in form.partition(b">")[0] else self.notes[language].encode()
        # one without an address asks the page it stands on
        return form if b' action="' in form else form.replace(b"<form", b'<form action="?"', 1)

    def _link(self, found: re.Match[bytes], path: str, up: str) -> bytes:
        """The link as it has to be; most are on every page, and worked out once. Those to the page itself are not."""
        whole = found[0]
        if b'="?' in whole:
            return self._rewritten(found, path, up)
        if (whole, up) not in self._written:
            self._written[whole, up] = self._rewritten(found, path, up)
        return self._written[whole, up]

    def _rewritten(self, found: re.Match[bytes], path: str, up: str) -> bytes:
        name, value = found[1], unescape(found[2].decode())
        own = value.removeprefix(settings.SITE_URL)
        if value.startswith("//") or (own == value and value.startswith("http")):
            return found[0]
        target = self.target(path + own if own.startswith("?") else own or "/", live_only=name == b"action")
        if target is None:
            return b""
        shown = target if target.startswith(("http:", "https:")) else up + target
        return b' %s="%s"' % (name, escape(shown).encode())

    def _data(self, found: re.Match[bytes]) -> bytes:
        if not self.base and not self.live:
            return b""  # it speaks of addresses, and there are none
        return found[1] + _IN_DATA.sub(self._in_data, found[2]) + found[3]

    def _tag(self, found: re.Match[bytes]) -> bytes:
        if not found[1].startswith(settings.SITE_URL.encode()):
            return found[0]
        absolute = self.absolute(unescape(found[1].decode()))
        return found[0].replace(found[1], escape(absolute).encode()) if absolute else b""

    def _in_data(self, found: re.Match[bytes]) -> bytes:
        value = found[1].decode()
        if not value.startswith(settings.SITE_URL):
            return found[0]
        return b'"%s"' % (self.absolute(value) or value).encode()

    def target(self, address: str, *, live_only: bool = False) -> str | None:
        """Where a link from the root leads: a file from the site's folder, the running system, or nowhere."""
        if live_only:  # a form: what it asks stands in no file
            return f"{self.live}{address}" if self.live else None
        if address not in self._targets:
            self._targets[address] = self._target(address)
        return self._targets[address]

    def absolute(self, address: str) -> str:
        """Where an absolute address of the running system stands; empty where that is not known."""
        whole, _, fragment = address.partition("#")
        local = whole.removeprefix(settings.SITE_URL) or "/"
        file = self._file(local)
        if file is None:
            return f"{self.live}{local}" if self.live else ""
        return f"{address_of(self.base, file)}{'#' if fragment else ''}{fragment}" if self.base else ""

    def _target(self, address: str) -> str | None:
        whole, _, fragment = address.partition("#")
        file = self._file(whole)
        if file is None:
            return f"{self.live}{address}" if self.live else None
        return f"{file}{'#' if fragment else ''}{fragment}"

    def _file(self, address: str) -> str | None:
        if address.startswith(settings.STATIC_URL):
            self.assets.add(address.removeprefix(settings.STATIC_URL))
            return address.lstrip("/")
        place = named(address)
        if place is None or place.language not in self.languages:
            return None
        self.found.add(place.address)
        return place.file


def address_of(base: str, file: str) -> str:
    """The address of a file for readers: that of a folder for its index."""
    folder, _, name = file.rpartition("/")
    return f"{base}/{folder}{'/' if folder else ''}" if name == f"{INDEX}.html" else f"{base}/{file}"
