"""The errors claimtrack raises on purpose; the command line prints their text as one line."""

__all__ = [
    "ClaimtrackError",
    "FetchError",
    "InputError",
    "ModelError",
    "NotFoundError",
    "StoreError",
    "is_interrupt",
]


class ClaimtrackError(Exception):
    """Something went wrong that the user can act on. The text says what, and what to do."""


class FetchError(ClaimtrackError):
    """A web address that is not, or cannot be, fetched.

    ``status`` is what the server answered (404 …), None where it wasn't asked or didn't answer.
    """

    def __init__(self, reason: str, status: int | None = None) -> None:
        super().__init__(reason)
        self.status = status


class InputError(ClaimtrackError):
    """An input file or stream that cannot be read as articles."""


class ModelError(ClaimtrackError):
    """An encoder or other model that cannot be loaded, or that is not what it should be."""


class NotFoundError(ClaimtrackError):
    """A claim, dispute, speaker or article that the database does not hold."""


class StoreError(ClaimtrackError):
    """A database that cannot be opened, read or written."""


def is_interrupt(error: BaseException | None) -> bool:
    """Tell whether an error is, or was brought about by, an interrupt (Ctrl-C).

    A compiled library that is interrupted while it is imported says only that it could not be.
    """
    while error is not None:
        if isinstance(error, KeyboardInterrupt):
            return True
        error = error.__cause__ or error.__context__
    return False
