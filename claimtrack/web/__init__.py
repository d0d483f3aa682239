"""Datasette on a claimtrack database."""

from claimtrack.web.server import serve

__all__ = ["serve"]
