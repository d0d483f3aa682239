"""A reader of the pages without a browser: one Datasette, one event loop, one actor."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import lxml.html

from claimtrack.web.server import make_datasette

__all__ = ["Reader", "reading", "words"]


class Reader:
    """Reads the pages of a Datasette as one actor, None for anybody."""

    def __init__(self, datasette: Any, actor: str | None, runner: asyncio.Runner) -> None:
        self.datasette = datasette
        self.actor = actor
        self._runner = runner
        runner.run(self.datasette.invoke_startup())

    @property
    def _cookies(self) -> dict[str, str]:
        if self.actor is None:
            return {}
        return {"ds_actor": self.datasette.sign({"a": {"id": self.actor}}, "actor")}

    def get(self, page: str, **options: Any) -> Any:
        """Return the response to a GET request."""
        return self._runner.run(self.datasette.client.get(page, cookies=self._cookies, **options))

    def html(self, page: str) -> str:
        """Return a page that must be there."""
        response = self.get(page)
        assert response.status_code == 200, response.text
        return str(response.text)

    def tree(self, page: str) -> Any:
        """Return a page that must be there as a tree of elements."""
        return lxml.html.fromstring(self.html(page))

    def rows(self, page: str) -> list[dict[str, Any]]:
        """Return the rows of a table or query as objects."""
        joined = "&" if "?" in page else "?"
        found: list[dict[str, Any]] = json.loads(self.html(f"{page}{joined}_shape=array"))
        return found

    def post(self, page: str, form: dict[str, str], *, shown: Any = None) -> Any:
        """Send a form as the page that holds it would, with Datasette's token against forgery.

        ``shown`` is that page, if it has been read before.
        """
        if shown is None:
            shown = self.get(re.sub(r"/(review|names|names/remove)$", "", page))
        token = re.search(r'name="csrftoken" value="([^"]+)"', shown.text)
        form = form | {"csrftoken": token[1] if token else "none"}
        cookies = self._cookies | dict(shown.cookies)
        return self._runner.run(self.datasette.client.post(page, data=form, cookies=cookies))


@contextmanager
def reading(path: Path, actor: str | None = None, *, datasette: Any = None) -> Iterator[Reader]:
    """Yield a reader whose event loop ends with the block."""
    with asyncio.Runner() as runner:
        yield Reader(datasette or make_datasette(path), actor, runner)


def words(tree: Any) -> str:
    """Return the visible text of a tree of elements, white space folded."""
    return " ".join(tree.text_content().split())
