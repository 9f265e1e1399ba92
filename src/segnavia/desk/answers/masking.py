"""Keeps the tokens of links out of our own logs: who reads `/risposte/…` there could answer in a body's name."""

import logging
import re
from typing import Any

LOGGERS = ("django.request", "django.server", "gunicorn.access", "gunicorn.error")
_TOKEN = re.compile(r"(/(?:risposte|calendario|accesso/invito|accesso/password/scelta)/[\w-]{4})[\w:.-]+")


class MaskedLinks(logging.Filter):
    """Cuts the tokens in what is logged to their first characters; lets every record through."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Changes the record in place, before any handler formats it."""
        record.msg = masked(record.msg)
        if isinstance(record.args, dict):  # gunicorn logs a dictionary of its own
            for name, value in record.args.items():
                record.args[name] = masked(value)
        elif record.args:
            record.args = tuple(masked(each) for each in record.args)
        return True


def masked(value: Any) -> Any:
    """A text with the tokens in it cut; anything else as it is."""
    return _TOKEN.sub(r"\1…", value) if isinstance(value, str) else value


def install() -> None:
    """Adds the filter to the loggers that write addresses; those of the server keep the handlers that they have."""
    for name in LOGGERS:
        logger = logging.getLogger(name)
        if not any(isinstance(each, MaskedLinks) for each in logger.filters):
            logger.addFilter(MaskedLinks())
