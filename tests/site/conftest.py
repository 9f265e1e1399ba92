"""The site's tests use the portal's sample: the Milan plan and a bulletin made by hand."""

from tests.portal.conftest import _static_root, portal, reader

__all__ = ["_static_root", "portal", "reader"]
