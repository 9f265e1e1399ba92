"""The same over HTTP: people who have logged in to the running server save forms of the desk for a minute."""

import os
import random
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import httpx

from bench.writers import ROOT, Result, Told

PASSWORD = "corvi sul campanile"
ACTORS = 4  # fewer than the people: they meet


class FormReader(HTMLParser):
    """The values of the desk's form on a page, as a browser would send them."""

    def __init__(self) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self.inside, self.select = False, ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Takes up what an input holds."""
        of = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = "desk-form" in of.get("class", "")
        elif self.inside and tag == "input" and of.get("name"):
            self.values[of["name"]] = of.get("value", "")
        elif self.inside and tag == "select":
            self.select = of["name"]
            self.values.setdefault(self.select, "")
        elif self.inside and tag == "option" and "selected" in of:
            self.values[self.select] = of.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        """A form ends."""
        if tag == "form":
            self.inside = False


def form_of(page: str) -> dict[str, str]:
    """The values of the form of a page."""
    reader = FormReader()
    reader.feed(page)
    return reader.values


class Person:
    """Somebody at the desk: opens an actor's form, changes its name, saves; told of a conflict, saves again."""

    def __init__(self, address: str, number: int, codes: list[str]) -> None:
        self.client = httpx.Client(base_url=address, timeout=60)
        self.number, self.codes, self.told = number, codes, Told()
        self.random = random.Random(number)

    def log_in(self) -> None:
        """Logs in as a person does."""
        page = self.client.get("/accesso").text
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        data = {"login": f"persona{self.number}@example.org", "password": PASSWORD}
        done = self.client.post("/accesso", data=data | {"csrfmiddlewaretoken": token[1] if token else ""})
        if done.status_code != 302:
            raise RuntimeError(f"{data['login']} cannot log in: {done.status_code}")

    def work(self, until: float) -> None:
        """Saves forms until then."""
        count = 0
        while time.time() < until:
            count += 1
            try:
                self.save(f"Ente {self.number} {count}")
            except Exception as error:  # noqa: BLE001 - what it is, is what the run is to find
                self.told.errors.append(f"{type(error).__name__}: {error}")

    def save(self, title: str) -> None:
        """Saves one form, and again where somebody was quicker."""
        address = f"/scrivania/attori/{self.random.choice(self.codes)}/dati"
        opened = self.client.get(address)
        if opened.status_code != 200:
            self.told.errors.append(f"GET {address}: {opened.status_code}")
            return
        values = form_of(opened.text)
        for _attempt in range(20):
            begun = time.perf_counter()
            done = self.client.post(address, data=values | {"title": title})
            if done.status_code == 302:
                self.told.seconds.append(("POST", time.perf_counter() - begun))
                return
            if done.status_code != 422:
                self.told.errors.append(f"POST {address}: {done.status_code}")
                return
            self.told.conflicts += 1
            values = form_of(done.text)


def measure(people: int, seconds: float) -> dict[str, Any]:
    """Start the server on an empty SQLite, have people save for so long, and compare with the log."""
    with tempfile.TemporaryDirectory(prefix="segnavia-http-") as home:
        environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        environment |= {"SEGNAVIA_HOME": home, "DJANGO_SETTINGS_MODULE": "segnavia.config.settings"}
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        os.environ |= {"SEGNAVIA_HOME": home, "DJANGO_SETTINGS_MODULE": "segnavia.config.settings"}
        codes = _prepare(people)
        command = [sys.executable, "-c", "from segnavia.cli.main import main; main()", "serve", "--port", str(port)]
        log = Path(home) / "server.log"
        with (
            log.open("w") as output,
            subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=output) as server,
        ):
            try:
                figures = _measure(f"http://127.0.0.1:{port}", people, seconds, codes)
            finally:
                server.terminate()
        if figures["errors"]:
            print(log.read_text()[-3000:], file=sys.stderr)
        return figures


def _prepare(people: int) -> list[str]:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connections

    from segnavia.actions import actors
    from segnavia.core.permissions import COMMAND, Role
    from segnavia.registry.models import Grant, User

    call_command("migrate", verbosity=0, interactive=False)
    for number in range(people):
        user = User(email=f"persona{number}@example.org", name=f"Persona {number}")
        user.set_password(PASSWORD)
        user.save()
        Grant.objects.create(user=user, role=Role.PLANNER)
    codes = [actors.add(by=COMMAND, title=f"Ente {number}", kind="other").code for number in range(ACTORS)]
    connections.close_all()
    return codes


def _measure(address: str, people: int, seconds: float, codes: list[str]) -> dict[str, Any]:
    _wait_for(address)
    at_desk = [Person(address, number, codes) for number in range(people)]
    for person in at_desk:
        person.log_in()
    until = time.time() + seconds
    threads = [threading.Thread(target=person.work, args=(until,)) for person in at_desk]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    told = Told()
    for person in at_desk:
        told.seconds += person.told.seconds
        told.conflicts += person.told.conflicts
        told.errors += person.told.errors
    return Result(people, seconds, told, tuple(_problems(told))).figures()


def _problems(told: Told) -> list[str]:
    from segnavia.actions import chain
    from segnavia.registry.models import Actor, AuditEvent

    found = [f"an error: {error}" for error in told.errors[:10]]
    saved, events = len(told.seconds), AuditEvent.objects.filter(action="actors.revise").count()
    versions = sum(Actor.objects.values_list("version", flat=True)) - ACTORS
    if not saved == events == versions:
        found.append(f"{saved} forms were saved, {events} events are told, versions went up by {versions}")
    return found + [f"event {each.sequence}: {each.problem}" for each in chain.verify()]


def _wait_for(address: str) -> None:
    deadline = time.monotonic() + 60
    while True:
        try:
            httpx.get(f"{address}/accesso", timeout=5)
        except httpx.HTTPError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.3)
        else:
            return
