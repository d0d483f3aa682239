"""What leaves claimtrack: chosen disputes as tables, linked data, a graph, a report or a feed.

Everything here is a function of a `Selection`; it reads no database and fetches nothing.
"""

from claimtrack.exporting.feeds import atom_feed, newest
from claimtrack.exporting.formats import EXPORT_FORMATS, ExportFormat, export
from claimtrack.exporting.selection import Selection

__all__ = ["EXPORT_FORMATS", "ExportFormat", "Selection", "atom_feed", "export", "newest"]
