"""Mentions, pronouns, acronyms, titles and metonyms → canonical speakers.

`resolve_speakers` reads one article, `link_speakers` joins what articles call the same speaker.
"""

from claimtrack.speakers.ambiguity import find_ambiguous
from claimtrack.speakers.links import SpeakerLinks, link_speakers
from claimtrack.speakers.names import normalise_name
from claimtrack.speakers.pronouns import PronounReader
from claimtrack.speakers.resolution import Resolution, resolve_speakers

__all__ = [
    "PronounReader",
    "Resolution",
    "SpeakerLinks",
    "find_ambiguous",
    "link_speakers",
    "normalise_name",
    "resolve_speakers",
]
