"""Track contradictory claims in the news: who said what, and who says otherwise."""

__version__ = "0.1.0"
