"""What people said of names: whom an alias means, in an article of a certain day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from claimtrack.records import ManualAlias
from claimtrack.speakers.names import normalise_name

__all__ = ["ManualNames"]


class ManualNames:
    """The canonical names that people gave, by normal form and day."""

    def __init__(self, aliases: Sequence[ManualAlias]) -> None:
        self._always = _resolved({one.name: one.speaker for one in aliases if not one.dated})
        self._dated: dict[str, list[ManualAlias]] = defaultdict(list)
        for alias in sorted((one for one in aliases if one.dated), key=_order):
            self._dated[normalise_name(alias.name)].append(alias)

    def meant(self, form: str, day: str | None) -> str | None:
        """Return the canonical name for a normal form in an article of ``day``, None if none."""
        for alias in self._dated.get(form, ()):
            if alias.holds(day):
                return self._always.get(normalise_name(alias.speaker), alias.speaker)
        return self._always.get(form)

    @property
    def canonical(self) -> list[str]:
        """Every name that something was said to mean, sorted."""
        dated = (alias.speaker for group in self._dated.values() for alias in group)
        named = {self._always.get(normalise_name(name), name) for name in dated}
        return sorted({*self._always.values(), *named})


def _order(alias: ManualAlias) -> tuple[str, str, str, str]:
    return alias.name, alias.start or "", alias.end or "", alias.speaker


def _resolved(manual: Mapping[str, str]) -> dict[str, str]:
    """Return the canonical name by normalised alias, following aliases of aliases.

    A canonical name stands for itself, so that what a person joined stays joined even where
    an article tells no more of a speaker than a description.
    """
    step = {normalise_name(alias): manual[alias] for alias in sorted(manual)}
    resolved: dict[str, str] = {}
    for alias in step:
        seen, last = {alias}, alias
        while (then := normalise_name(step[last])) in step and then not in seen:
            seen.add(then)
            last = then
        resolved[alias] = step[last]
    return {normalise_name(name): name for name in sorted(resolved.values())} | resolved
