"""The desk as a Django application: templates, tags, and login's adapters."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """No models: the registry has them."""

    name = "segnavia.desk"
    label = "desk"

    def ready(self) -> None:
        """Keeps the tokens of links out of the logs, from the start."""
        from segnavia.desk.answers.masking import install  # noqa: PLC0415 - applications are loaded first

        install()
