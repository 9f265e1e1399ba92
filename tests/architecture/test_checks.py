"""Django's own checks: `manage migrate` refuses to run where they fail, and no command of ours asks for them."""

from django.core.management import call_command


def test_django_finds_nothing_wrong() -> None:
    call_command("check", fail_level="WARNING")
