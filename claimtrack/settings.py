"""Every tunable in one frozen record; each says where its value was calibrated."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Settings"]


@dataclass(frozen=True, slots=True)
class Settings:
    """The numbers the stages work with.

    Sections follow the flow: ingest, sentences, embedding, topics, opposition, disputes.
    """

    # ingest
    # Bytes of one text, page, line of JSON or table cell; the largest news text measured has
    # 0.2 MB, and a 20 MB page takes the HTML reader some 20 s.
    max_text_bytes: int = 20_000_000
    # Bytes of a JSON document, which is read whole (about 5 times that in memory).
    max_json_bytes: int = 100_000_000
    # Bytes that one gzip file may unpack to: 500,000 articles of average length.
    max_unpacked_bytes: int = 2_000_000_000
    # Characters of a title, source or byline; the longest title of the load texts has 190.
    max_field_characters: int = 300
    # Bad records after which a file that gave no article yet is left alone.
    max_bad_records: int = 1_000

    # sentences and attribution
    # Characters of one line that the sentence splitters see at once: they are super-linear on
    # odd input (100,000 curly marks take seconds, 5,000 take 0.01 s). One in 10,000 lines of
    # the load texts is longer, and is cut where a sentence seems to end.
    splitter_limit: int = 5_000

    # embedding

    # topics

    # opposition

    # disputes
