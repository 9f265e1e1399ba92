"""Files that people attach: which are taken, where they lie, who may read them."""

import hashlib
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile, UploadedFile
from django.db import transaction
from docx import Document as Docx
from openpyxl import Workbook

from segnavia.actions import agreements, documents
from segnavia.actions.plans import load
from segnavia.actions.writing import NotAllowed, Refused
from segnavia.core.permissions import ANYBODY, COMMAND, Principal
from segnavia.registry.documents import may_read, path_of
from segnavia.registry.models import Actor, Agreement, AuditEvent, Document
from tests.actions.people import ADMINISTRATOR, APPROVER, AUDITOR, PLANNER, referent
from tests.plans.samples import package

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<</Type/Catalog>>\nendobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
PNG = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010806000000 1f15c489".replace(" ", ""))
EXE = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff\x00\x00" + b"\x00" * 200
P7M = bytes.fromhex("30820a5d06092a864886f70d010702a0820a4e") + b"\x00" * 100


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, settings: Any) -> None:
    settings.SEGNAVIA_HOME = tmp_path


@pytest.fixture
def agreement() -> Agreement:
    plan = load(package(), by=COMMAND).edition.plan
    row = agreements.add(plan, by=PLANNER, type="protocol", title="Protocollo")
    actor = Actor.objects.create(
        code="comune-di-rho", title="Comune di Rho", kind="municipality", direction="municipalities"
    )
    agreements.add_party(row, actor, by=PLANNER)
    return row


def docx() -> bytes:
    stream = io.BytesIO()
    Docx().save(stream)
    return stream.getvalue()


def xlsx() -> bytes:
    stream = io.BytesIO()
    Workbook().save(stream)
    return stream.getvalue()


def upload(name: str, content: bytes = PDF) -> UploadedFile:
    return SimpleUploadedFile("x", content) if not name else _named(name, content)


def _named(name: str, content: bytes) -> UploadedFile:
    """Under this very name, which Django's own class would make plain itself."""
    found = SimpleUploadedFile("x", content)
    found._name = name
    return found


GOOD: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "pdf": ("delibera.pdf", lambda: PDF, "delibera.pdf"),
    "pdf in capitals": ("DELIBERA.PDF", lambda: PDF, "DELIBERA.PDF"),
    "docx": ("testo.docx", docx, "testo.docx"),
    "xlsx": ("conti.xlsx", xlsx, "conti.xlsx"),
    "png": ("mappa.png", lambda: PNG, "mappa.png"),
    "p7m": ("delibera.pdf.p7m", lambda: P7M, "delibera.pdf.p7m"),
    "text": ("nota.txt", "Perché no.\n".encode, "nota.txt"),
    "path": ("../../etc/delibera.pdf", lambda: PDF, "delibera.pdf"),
    "script": ("<img src=x onerror=alert(1)>.pdf", lambda: PDF, "<img src=x onerror=alert(1)>.pdf"),
    "control characters": ("a\x00\x1b\r\nb.pdf", lambda: PDF, "ab.pdf"),
    "right to left": ("atto\u202efdp.pdf", lambda: PDF, "attofdp.pdf"),
    "300 characters": ("a" * 300 + ".pdf", lambda: PDF, "a" * 196 + ".pdf"),
}
BAD: dict[str, tuple[str, Callable[[], bytes]]] = {
    "program named pdf": ("fattura.pdf", lambda: EXE),
    "pdf named program": ("delibera.exe", lambda: PDF),
    "program": ("setup.exe", lambda: EXE),
    "empty": ("delibera.pdf", lambda: b""),
    "no ending": ("delibera", lambda: PDF),
    "no name": ("/", lambda: PDF),
    "page with script named text": ("pagina.html", lambda: b"<script>alert(1)</script>"),
    "drawing with script": ("mappa.svg", lambda: b"<svg onload='alert(1)'/>"),
    "docx named xlsx": ("conti.xlsx", docx),
    "text that is none": ("nota.txt", lambda: b"\xff\xfe\x00"),
}


@pytest.mark.parametrize("case", GOOD)
def test_good_file_is_kept_under_its_hash(agreement: Agreement, case: str) -> None:
    name, make, kept = GOOD[case]
    content = make()
    document = documents.attach(agreement, upload(name, content), by=PLANNER, title=" Un atto ")
    assert (document.name, document.title, document.size) == (kept, "Un atto", len(content))
    assert document.sha256 == hashlib.sha256(content).hexdigest()
    assert path_of(document.sha256).read_bytes() == content
    assert list(agreement.documents.all()) == [document]
    event = AuditEvent.objects.latest("sequence")
    assert (event.action, event.subject) == ("documents.attach", f"agreement:{agreement.pk}")
    assert document.sha256 in event.details


@pytest.mark.parametrize("case", BAD)
def test_bad_file_is_refused_at_its_field_and_leaves_nothing(agreement: Agreement, case: str, tmp_path: Path) -> None:
    name, make = BAD[case]
    events = AuditEvent.objects.count()
    with pytest.raises(Refused) as refused:
        documents.attach(agreement, upload(name, make()), by=PLANNER)
    assert list(refused.value.fields) == ["file"]
    assert not Document.objects.exists()
    assert AuditEvent.objects.count() == events
    assert not list((tmp_path / "documents").rglob("*")) if (tmp_path / "documents").exists() else True


def test_file_of_fifty_megabytes_is_refused_unread(agreement: Agreement) -> None:
    with TemporaryUploadedFile("delibera.pdf", "application/pdf", 50 * 1024**2, None) as large:
        large.file.write(PDF)
        large.file.truncate(50 * 1024**2)
        with pytest.raises(Refused, match="50 MB"):
            documents.attach(agreement, large, by=PLANNER)
    assert not Document.objects.exists()


def test_same_content_twice_is_kept_once(agreement: Agreement, tmp_path: Path) -> None:
    first = documents.attach(agreement, upload("a.pdf"), by=PLANNER)
    second = documents.attach(agreement, upload("b.pdf"), by=PLANNER)
    assert first.pk != second.pk
    assert first.sha256 == second.sha256
    assert [path.name for path in (tmp_path / "documents").rglob("*") if path.is_file()] == [first.sha256]


def test_transaction_that_fails_leaves_no_row(agreement: Agreement) -> None:
    with transaction.atomic():
        documents.attach(agreement, upload("a.pdf"), by=PLANNER)
        transaction.set_rollback(True)
    assert not Document.objects.exists()
    assert not agreement.documents.exists()


def test_content_that_cannot_be_read_leaves_no_half_file(agreement: Agreement, tmp_path: Path) -> None:
    broken = upload("a.pdf")
    broken.chunks = lambda chunk_size=None: (_ for _ in [1]).throw(OSError("gone"))  # type: ignore[method-assign]
    with pytest.raises(OSError, match="gone"):
        documents.attach(agreement, broken, by=PLANNER)
    assert not [path for path in (tmp_path / "documents").rglob("*") if path.is_file()]


READERS: dict[str, tuple[Principal, bool]] = {
    "public": (ANYBODY, False),
    "administrator": (ADMINISTRATOR, False),
    "planner": (PLANNER, True),
    "approver": (APPROVER, True),
    "auditor": (AUDITOR, True),
    "referent of a party": (referent("comune-di-rho"), True),
    "referent of another": (referent("comune-di-bollate"), False),
}


@pytest.mark.parametrize("case", READERS)
def test_document_is_read_by_whom_it_concerns_and_a_public_one_by_all(agreement: Agreement, case: str) -> None:
    by, may = READERS[case]
    document = documents.attach(agreement, upload("a.pdf"), by=PLANNER)
    assert may_read(document, by) is may
    documents.publish(document, by=PLANNER, is_public=True)
    assert may_read(Document.objects.get(), by)
    documents.publish(document, by=PLANNER, is_public=False)
    assert may_read(Document.objects.get(), by) is may


def test_document_of_nobody_is_for_those_who_read_all() -> None:
    document = documents.store(upload("a.pdf"), by=PLANNER)
    assert not may_read(document, referent("comune-di-rho"))
    assert may_read(document, AUDITOR)


def test_referent_attaches_to_its_own_only(agreement: Agreement) -> None:
    documents.attach(agreement, upload("a.pdf"), by=referent("comune-di-rho"))
    with pytest.raises(NotAllowed):
        documents.attach(agreement, upload("b.pdf"), by=referent("comune-di-bollate"))
    with pytest.raises(NotAllowed):
        documents.publish(Document.objects.get(), by=referent("comune-di-rho"), is_public=True)


def test_publishing_what_is_public_leaves_no_event(agreement: Agreement) -> None:
    document = documents.attach(agreement, upload("a.pdf"), by=PLANNER, is_public=True)
    events = AuditEvent.objects.count()
    documents.publish(document, by=PLANNER, is_public=True)
    assert AuditEvent.objects.count() == events
