"""The publisher's server in each of its bad moods: what comes is the whole file, or a clear word and nothing."""

import hashlib
import shutil
import ssl
import subprocess
import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import httpx
import pytest

from segnavia.lake.errors import FileRefusedError, LakeError
from segnavia.lake.ingest import add
from segnavia.sources.fetching import Limits, address_of, fetched
from segnavia.sources.pnrr_pagamenti import DATASET
from tests.lake.samples import everything_under, payment, write_csv
from tests.sources.publisher import (
    PAGE,
    Answer,
    Publisher,
    chunked,
    cut,
    first,
    gives,
    moved,
    packed,
    page,
    publisher,
    silent,
    slow,
    told_length,
)

PATH = "/opendata/PNRR_Pagamenti_di_Progetto.csv"
LIMITS = Limits(most_bytes=1 << 20, most_seconds=20, silence=0.5, attempts=3, first_wait=0.01)


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
    monkeypatch.delenv("SEGNAVIA_OPENDATA_URL", raising=False)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture(scope="module")
def body(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    rows = [payment(number) for number in range(1, 60)]
    return write_csv(tmp_path_factory.mktemp("whole") / "payments.csv", rows).read_bytes()


def fetch(home: Path, server: Publisher, limits: Limits = LIMITS) -> bytes:
    """What came; the file itself has gone."""
    with fetched(home, replace(DATASET, url=server.url + PATH), limits=limits) as file:
        content = file.path.read_bytes()
        assert (file.size, file.sha256) == (len(content), hashlib.sha256(content).hexdigest())
        assert file.path.name == "PNRR_Pagamenti_di_Progetto.csv"
    assert everything_under(home) == []
    return content


def other_host(request: object) -> str:
    return "http://localhost:9/opendata/elsewhere.csv"


def again(request: object) -> str:
    return PATH


# the answer, made from the body of the file, and how often it is asked for until the file has come
COMES = [
    pytest.param(gives, 1, id="as-it-should"),
    pytest.param(lambda body: first(2, page(503), gives(body)), 3, id="busy-twice"),
    pytest.param(lambda body: first(1, page(429), gives(body)), 2, id="asked-too-often-once"),
    pytest.param(lambda body: first(1, cut(body), gives(body)), 2, id="cut-once"),
    pytest.param(lambda body: first(1, silent, gives(body)), 2, id="silent-once"),
    pytest.param(lambda body: first(1, chunked(body, whole=False), gives(body)), 2, id="chunks-cut-once"),
    pytest.param(lambda body: first(1, packed(body, -9), packed(body)), 2, id="packed-and-cut-once"),
    pytest.param(lambda body: first(1, moved(again), gives(body)), 2, id="moved-on-the-same-host"),
    pytest.param(packed, 1, id="packed"),
    pytest.param(chunked, 1, id="chunks-without-length"),
    pytest.param(lambda body: told_length(body + b"more", len(body)), 1, id="more-than-the-length"),
]


@pytest.mark.parametrize(("answer", "asked"), COMES)
def test_file_comes_whole(home: Path, body: bytes, answer: object, asked: int) -> None:
    with publisher(answer(body)) as server:  # type: ignore[operator]
        assert fetch(home, server) == body
    assert server.asked == [PATH] * asked


# the answer, what is said, and how often it is asked for
FAILS = [
    pytest.param(page(403), r"refuses to give the file \(403 Forbidden\)\. Download it with a browser", 1, id="403"),
    pytest.param(page(401), r"refuses to give the file \(401", 1, id="401"),
    pytest.param(page(404), r"no such file there \(404", 1, id="404"),
    pytest.param(page(206), r"refuses to give the file \(206", 1, id="a-part"),
    pytest.param(page(200), "a web page and not the data (“Access Denied”)", 1, id="page"),
    pytest.param(gives(b' {"error": "no"}'), "a web page and not the data", 1, id="json"),
    pytest.param(packed(PAGE), "a web page and not the data", 1, id="packed-page"),
    pytest.param(gives(b""), "sent an empty file", 1, id="empty"),
    pytest.param(page(503), r"cannot answer now \(503 Service Unavailable\), 3 times. Try again later", 3, id="503"),
    pytest.param(cut(b"x" * 5000), "broke off .*, 3 times", 3, id="cut"),
    pytest.param(chunked(b"x" * 5000, whole=False), "broke off .*, 3 times", 3, id="chunks-cut"),
    pytest.param(packed(b"x" * 5000, -9), "did not come whole .*, 3 times", 3, id="packed-and-cut"),
    pytest.param(told_length(b"x", 99), "said nothing for 0.5 seconds, 3 times", 3, id="less-than-the-length"),
    pytest.param(silent, "said nothing for 0.5 seconds, 3 times", 3, id="silent"),
    pytest.param(moved(other_host), "sends us on to another address, http://localhost:9/", 1, id="other-host"),
    pytest.param(moved(lambda r: f"ftp://127.0.0.1{PATH}"), "on to another address, ftp://", 1, id="other-scheme"),
    pytest.param(moved(again), "sends us on more than 5 times", 5, id="in-a-circle"),
    pytest.param(gives(b"x" * (1 << 20) + b"x"), "larger than 1048576 bytes", 1, id="too-large"),
    pytest.param(chunked(b"x" * (1 << 21)), "larger than 1048576 bytes", 1, id="too-large-without-length"),
    pytest.param(packed(b"x" * (1 << 21)), "unpacked, the file is larger than 1048576", 1, id="too-large-unpacked"),
    pytest.param(
        lambda request, number: request.whole(b"x", Content_Encoding="br"), r"not asked for \(br\)", 1, id="brotli"
    ),
]


@pytest.mark.parametrize(("answer", "message", "asked"), FAILS)
def test_file_does_not_come(home: Path, answer: Answer, message: str, asked: int) -> None:
    with publisher(answer) as server:
        with pytest.raises(LakeError, match=message.replace("(“", r"\(“").replace("”)", r"”\)")) as refusal:
            fetch(home, server)
        assert server.url in refusal.value.problem
    assert "segnavia lake add PNRR_Pagamenti_di_Progetto FILE" in refusal.value.remedy
    assert len(server.asked) == asked
    assert everything_under(home) == []


def test_slow_body_is_given_up(home: Path) -> None:
    started = time.monotonic()
    limits = replace(LIMITS, most_seconds=0.4, most_bytes=1 << 40)
    with publisher(slow) as server, pytest.raises(LakeError, match=r"had not come whole after 0\.4 seconds"):
        fetch(home, server, limits)
    assert 0.4 <= time.monotonic() - started < 4
    assert len(server.asked) == 1


def test_publisher_refuses_programs_that_say_so(body: bytes) -> None:
    """Or else the tests above would not show that ours does not say so."""
    with publisher(gives(body)) as server:
        assert httpx.get(server.url).status_code == 403


def test_length_that_is_too_small_cuts_the_file_and_the_lake_sees_it(home: Path, body: bytes) -> None:
    with publisher(told_length(body, len(body) - 20)) as server:
        dataset = replace(DATASET, url=server.url + PATH)
        with fetched(home, dataset, limits=LIMITS) as file, pytest.raises(FileRefusedError, match="truncated"):
            add(home, dataset, file.path)
    assert everything_under(home) == []


def test_nobody_answers(home: Path) -> None:
    with publisher(silent) as server:
        pass
    with pytest.raises(LakeError, match=r"the connection failed or broke off .*, 3 times"):
        fetch(home, server)


def test_last_change_and_bytes_are_told(home: Path, body: bytes) -> None:
    told: list[tuple[str, int, int | None]] = []
    with publisher(first(1, page(503), gives(body))) as server:
        dataset = replace(DATASET, url=server.url + PATH)
        with fetched(home, dataset, limits=LIMITS, step=lambda *step: told.append(step)) as file:
            assert file.modified == date(2025, 4, 30)
    assert told[0] == ("trying again: the server cannot answer now (503 Service Unavailable)", 0, None)
    assert told[-1] == ("downloading", len(body), len(body))


@pytest.mark.parametrize("said", [{}, {"Last_Modified": "yesterday"}], ids=["none", "nonsense"])
def test_last_change_that_is_not_told(home: Path, body: bytes, said: dict[str, str]) -> None:
    with (
        publisher(lambda request, number: request.whole(body, **said)) as server,
        fetched(home, replace(DATASET, url=server.url + PATH), limits=LIMITS) as file,
    ):
        assert file.modified is None


def test_certificate_that_nobody_vouches_for(home: Path, tmp_path: Path, body: bytes) -> None:
    if not shutil.which("openssl"):
        pytest.skip("making a certificate takes openssl")
    names = ["-keyout", tmp_path / "key.pem", "-out", tmp_path / "cert.pem", "-subj", "/CN=127.0.0.1"]
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", *names],
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "cert.pem", tmp_path / "key.pem")
    with publisher(gives(body)) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        server.url = server.url.replace("http:", "https:")
        with pytest.raises(LakeError, match="certificate cannot be trusted") as refusal:
            fetch(home, server)
    assert ", 3 times" not in refusal.value.problem
    assert server.asked == []


def test_disk_that_cannot_be_written(tmp_path: Path, body: bytes) -> None:
    (tmp_path / "file").touch()
    with publisher(gives(body)) as server, pytest.raises(LakeError, match="let SEGNAVIA_HOME name another"):
        fetch(tmp_path / "file" / "home", server)


def test_address(monkeypatch: pytest.MonkeyPatch) -> None:
    dataset = replace(DATASET, url=f"https://publisher.example{PATH}")
    assert address_of(dataset) == f"https://publisher.example{PATH}"
    monkeypatch.setenv("SEGNAVIA_OPENDATA_URL", "https://mirror.example/pnrr/")
    assert address_of(dataset) == "https://mirror.example/pnrr/PNRR_Pagamenti_di_Progetto.csv"
    with pytest.raises(LakeError, match="is not offered for download"):
        address_of(replace(DATASET, url=""))


@pytest.mark.parametrize("base", ["nonsense", "ftp://127.0.0.1", "http://"])
def test_address_that_is_none(home: Path, monkeypatch: pytest.MonkeyPatch, base: str) -> None:
    monkeypatch.setenv("SEGNAVIA_OPENDATA_URL", base)
    with (
        pytest.raises(LakeError, match="this is not an address that can be fetched"),
        fetched(home, replace(DATASET, url=f"https://publisher.example{PATH}"), limits=LIMITS),
    ):
        pass
