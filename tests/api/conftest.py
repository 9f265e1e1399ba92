"""The interfaces are asked about the portal's sample: the Milan plan and a bulletin made by hand."""

import pytest
from django.test import Client

from tests.portal.conftest import _static_root, bare, portal, reader

__all__ = ["_static_root", "bare", "portal", "reader"]


@pytest.fixture(autouse=True)
def _as_often_as_one_likes(settings: object) -> None:
    """Tests ask more often than a person may; those of the allowance set it themselves."""
    settings.API_REQUESTS_PER_MINUTE = 0  # type: ignore[attr-defined] # pytest-django's wrapper takes any


@pytest.fixture
def api(portal: Client) -> Client:
    """A program before the interfaces with the sample."""
    return portal
