import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from segnavia.cli.serve import serve
from segnavia.lake.errors import LakeError
from tests.cli.console import assert_refused, segnavia

pytestmark = pytest.mark.console


@pytest.fixture
def used_port() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


def test_serve_on_a_used_port(tmp_path: Path, used_port: int) -> None:
    done = segnavia(tmp_path / "home", "serve", "--port", used_port)
    assert_refused(done)
    other = used_port + 1 if used_port < 65535 else used_port - 1
    assert done.stderr == (
        f"segnavia: port {used_port} is in use. "
        f"Choose another: segnavia serve --port {other} (make demo PORT={other})\n"
    )
    assert not (tmp_path / "home").exists()


def test_serve_on_the_address_of_another_machine() -> None:
    with pytest.raises(LakeError, match=r"192\.0\.2\.1 is no address of this machine .* --host"):
        serve(host="192.0.2.1")


def test_serve_on_a_port_kept_for_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*arguments: object) -> None:
        raise PermissionError(13, "Permission denied")  # root may listen anywhere

    monkeypatch.setattr("socket.socket.bind", refuse)
    with pytest.raises(LakeError, match=r"port 80 is kept for the system\. .* --port 8000"):
        serve(port=80)
