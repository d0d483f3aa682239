"""Files, directories and stdin → cleaned articles, or one clear line on why there is none."""

from claimtrack.ingest.cleaning import clean_field, clean_text, clean_url
from claimtrack.ingest.dates import check_day, normalise_published
from claimtrack.ingest.fields import Defaults
from claimtrack.ingest.inputs import Input, Inputs, Rejection, find_inputs
from claimtrack.ingest.reading import read_articles

__all__ = [
    "Defaults",
    "Input",
    "Inputs",
    "Rejection",
    "check_day",
    "clean_field",
    "clean_text",
    "clean_url",
    "find_inputs",
    "normalise_published",
    "read_articles",
]
