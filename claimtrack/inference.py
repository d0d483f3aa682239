"""What every stage that runs a model does alike: even batches, and quiet libraries."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager

from claimtrack.settings import Settings

__all__ = ["batches", "quiet"]

# Libraries that print advice on stderr where one clear error is wanted.
CHATTY = ("huggingface_hub", "sentence_transformers", "transformers")


def batches(lengths: Sequence[int], settings: Settings) -> Iterator[tuple[int, list[int]]]:
    """Yield (padded width, rows of that width), each of about ``batch_tokens`` tokens.

    A width follows from a row's own length alone: what a model makes of it does not depend on
    the rows beside it, but for the last bits where a batch's size picks another kernel.
    """
    widths: dict[int, list[int]] = {}
    step = settings.token_step
    for row, length in enumerate(lengths):
        widths.setdefault(-(-length // step) * step, []).append(row)
    for width, rows in sorted(widths.items()):
        size = max(1, settings.batch_tokens // width)
        for start in range(0, len(rows), size):
            yield width, rows[start : start + size]


@contextmanager
def quiet() -> Iterator[None]:
    """Keep warnings, logs and progress bars of the model libraries off stderr meanwhile."""
    try:  # before the loggers are touched: importing sets their levels
        from transformers.utils import logging as bars
    except ImportError:
        yield  # the caller's own import says what is missing
        return
    with ExitStack() as restore:
        restore.enter_context(warnings.catch_warnings())
        warnings.simplefilter("ignore")
        for name in CHATTY:
            logger = logging.getLogger(name)
            restore.callback(logger.setLevel, logger.level)
            logger.setLevel(logging.CRITICAL + 1)
        if bars.is_progress_bar_enabled():
            restore.callback(bars.enable_progress_bar)
            bars.disable_progress_bar()  # type: ignore[no-untyped-call]
        yield
