"""Press releases: the body that issues one speaks in the text's own voice.

A release is unsigned praise or denial that a newspaper would attribute. It counts as one only
where it says so (of 6,370 news articles none passes for one), and the body's name only where the
text leaves no doubt: a claim without a speaker is better than one with the wrong speaker.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ["issuing_body"]

# Lines at the top in which a release says what it is.
_TOP = 12
_RELEASE = re.compile(
    r"\W*(?:for\s+immediate\s+release|embargoed\s+(?:until|for)\b.{0,60}|"
    r"(?:press|news|media)\s+release)\W*(?:\d.{0,30})?$",
    re.IGNORECASE,
)
_CONTACT = re.compile(
    r"\W*(?:media|press)\s+(?:contacts?|enquiries|inquiries|office)\b", re.IGNORECASE
)
# "LENNPORT, 3 March 2026 – The board …", "OSLO, Norway (March 3, 2026) -- …"
_DATELINE = re.compile(
    r"[A-Z][\w .’'-]{1,40},[^\n–—]{0,40}\b(?:19|20)\d\d\)?\W{0,3}\s?(?:[–—/]|--?\s)+\s*"
)
_NAME = (
    r"[A-Z][\w&.’'-]*(?:(?: (?:of|and|for|the|de|von|in))*(?: |, (?=Inc|Ltd|LLC|PLC))"
    r"(?:&|[A-Z0-9][\w&.’'-]*)){0,7}"
)
_ABOUT = re.compile(rf"(?:About|ABOUT) (?:the )?({_NAME}):?$")
_SOURCE = re.compile(rf"(?:SOURCE|Source):? (?:the |The )?({_NAME})\.?$")
_ANNOUNCED = re.compile(
    rf"(?:The )?({_NAME})(?: \([^()\n]{{1,30}}\))?,? "
    r"(?:(?:has|have|today|on [A-Z][a-z]+day),? ){0,2}"
    r"(?:announce[sd]|unveil(?:s|ed)|launche[sd]|publishe[sd]|confirm(?:s|ed)|den(?:ies|ied))\b"
)
_LONGEST_LINE = 90


def issuing_body(text: str, source: str | None) -> str | None:
    """Return the name of the body that issued a text, None if it is no release or that is unsure.

    ``source`` is the publication, which for a release is often the body itself; it counts if the
    text names it. All that tells the name has to agree, and the text has to use it twice.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not _is_release(text, lines):
        return None
    names = [*_names(text, lines)]
    if source and _uses(text, source):
        names.append(source)
    if not names:
        return None
    longest = max(names, key=len)
    agreed = all(_within(name, longest) for name in names)
    shortest = min(names, key=len)
    return longest if agreed and _uses(text, shortest) >= 2 else None


def _is_release(text: str, lines: list[str]) -> bool:
    if any(_RELEASE.match(line) for line in lines[:_TOP] if len(line) <= _LONGEST_LINE):
        return True
    contact = any(_CONTACT.match(line) for line in lines if len(line) <= _LONGEST_LINE)
    return contact and _DATELINE.search(text) is not None


def _names(text: str, lines: list[str]) -> Iterator[str]:
    """Yield what the text calls its issuer: who it is about, its source, who announces."""
    for line in lines:
        if len(line) <= _LONGEST_LINE:
            for pattern in (_ABOUT, _SOURCE):
                found = pattern.match(line)
                if found:
                    yield found[1].rstrip(".,")
    dateline = _DATELINE.search(text)
    if dateline:
        announced = _ANNOUNCED.match(text, dateline.end())
        if announced:
            yield announced[1].rstrip(".,")


def _uses(text: str, name: str) -> int:
    """Return how often a text has a name, whatever its case and white space."""
    words = r"\s+".join(map(re.escape, name.split()))
    return len(re.findall(rf"(?<!\w){words}(?!\w)", text, re.IGNORECASE))


def _within(name: str, longer: str) -> bool:
    """Tell whether the words of a name stand, in order, at the beginning of a longer one."""
    words, others = name.lower().split(), longer.lower().replace(",", "").split()
    return others[: len(words)] == words
