"""A gold folder in small: articles on which two speakers oppose each other."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

THINGS = (
    "the ferry Halvard", "the Tolmin mill", "the Orvana dam", "the Halden bridge",
    "the Varden orchard", "the Kestrel jail", "the Brenna quay", "the Lower Varden school",
)  # fmt: skip


def rows(count: int = len(THINGS)) -> list[dict[str, Any]]:
    """Return articles, a thing each, told by two who disagree and one who speaks of the rain."""
    return [
        {
            "id": f"a{number}",
            "text": f"Anna Holm said {thing} was sold to a shipping line last autumn. "
            f"Karl Berg denied that {thing} was sold. "
            f"The weather office said rain fell on {thing} for {number + 3} days.",
            "source": "The Test Post",
            "title": f"Quarrel over {thing}",
            "url": f"https://post.example/{number}",
            "date": "2031-05-02",
        }
        for number, thing in enumerate(THINGS[:count])
    ]


def dispute(number: int) -> dict[str, Any]:
    """Return the dispute of one of these articles."""
    thing = THINGS[number]
    spans = (f"{thing} was sold to a shipping line last autumn", f"{thing} was sold. "[:-2])
    doc = f"a{number}"
    return {
        "id": f"d{number}",
        "sides": [
            {"claims": [{"doc": doc, "span": spans[0]}]},
            {"claims": [{"doc": doc, "span": f"that {spans[1]}"}]},
        ],
    }


def write_gold(folder: Path, articles: list[dict[str, Any]], disputes: list[Any]) -> Path:
    """Write a gold folder whose one event holds these disputes."""
    (folder / "gold").mkdir(parents=True)
    lines = "".join(json.dumps(row) + "\n" for row in articles)
    (folder / "articles.jsonl").write_text(lines, "utf-8")
    (folder / "gold" / "event.json").write_text(json.dumps({"disputes": disputes}), "utf-8")
    return folder


def small_gold(folder: Path, count: int = len(THINGS)) -> Path:
    """Write a sound gold folder of so many articles."""
    return write_gold(folder, rows(count), [dispute(number) for number in range(count)])
