"""The errors claimtrack raises on purpose; the command line prints their text as one line."""

__all__ = ["ClaimtrackError", "InputError", "ModelError", "NotFoundError", "StoreError"]


class ClaimtrackError(Exception):
    """Something went wrong that the user can act on. The text says what, and what to do."""


class InputError(ClaimtrackError):
    """An input file or stream that cannot be read as articles."""


class ModelError(ClaimtrackError):
    """An encoder or other model that cannot be loaded, or that is not what it should be."""


class NotFoundError(ClaimtrackError):
    """A claim, dispute, speaker or article that the database does not hold."""


class StoreError(ClaimtrackError):
    """A database that cannot be opened, read or written."""
