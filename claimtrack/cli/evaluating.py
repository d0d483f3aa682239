"""Commands that measure the models on annotated data: evaluate."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import click

from claimtrack.cli.base import cli, progress_bars

__all__ = ["attribution", "disputes", "evaluate", "pairs", "pronouns", "topics"]


_F = TypeVar("_F", bound=Callable[..., Any])

_gold_file = click.argument(
    "gold", metavar="GOLD", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
_gold_folder = click.argument(
    "gold", metavar="GOLD_DIR", type=click.Path(exists=True, file_okay=False, path_type=Path)
)


def _predictions(text: str) -> Callable[[_F], _F]:
    """Add the file that answers are written to; ``text`` says in which form."""
    into = click.Path(dir_okay=False, path_type=Path)
    return click.option("--predictions", metavar="FILE", type=into, help=text)


@cli.group()
def evaluate() -> None:
    """Measure how well claimtrack reads annotated data of your own."""


@evaluate.command()
@_gold_file
@_predictions("Write what was found to this file, in the form of GOLD.")
@click.option(
    "--model",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A model that 'train attribution' wrote, instead of the one that ships.",
)
def attribution(gold: Path, predictions: Path | None, model: Path | None) -> None:
    """Compare who-says-what found in GOLD with what is annotated there.

    GOLD has a JSON object a line: {"id", "text", "attributions": [{"speaker": [[start, end],
    …], "cue": …, "content": …}]}, offsets in characters of the text; .gz is read too. Where
    texts have a "category", each is listed by itself. Where no attribution of GOLD lies
    inside the content of another, such attributions are not counted: GOLD leaves them out.
    """
    from claimtrack.attribution import ModelAttributor
    from claimtrack.lab.annotations import read_annotations, write_annotations
    from claimtrack.lab.attribution_scores import annotate, nests, score, score_categories

    texts = read_annotations(gold)
    found = annotate(texts, ModelAttributor.from_folder(model))
    if not nests(texts):
        click.echo("attributions inside others are left out, as they are in GOLD", err=True)
    if predictions:
        write_annotations(predictions, found)
    for name, value in score(texts, found).items():
        click.echo(f"{name:16} {value:.3f}")
    for name, category in score_categories(texts, found).items():
        figure = f"{category.tuple_f1:.3f}" if category.annotated else f"{category.found} too many"
        click.echo(f"{name:16} {figure} in {category.texts} texts")


@evaluate.command()
@_gold_file
def pronouns(gold: Path) -> None:
    """Count how often a pronoun is taken for the right name in GOLD.

    GOLD has a JSON object a line, of one of two forms: {"text", "pronoun",
    "pronoun_offset", "a", "a_offset", "a_coref", "b", …} as in GAP, or {"text", "chains"},
    lists of [start, end] that mean one thing; .gz is read too.
    """
    from claimtrack.lab.coreference import evaluate_pronouns

    for name, value in evaluate_pronouns(gold).items():
        click.echo(f"{name:20} {value:.3f}")


@evaluate.command()
@_gold_folder
def disputes(gold: Path) -> None:
    """Compare the disputes found in a folder's articles with those annotated there.

    GOLD_DIR has articles.jsonl ({"id", "source", "title", "date", "url", "text"} a line) and
    gold/*.json, each with "disputes": {"id", "kind", "strength", "sides": [{"claims": [{"doc",
    "speaker", "mention", "span"}, …]}, …]}.
    """
    from claimtrack.lab.dispute_scores import evaluate_disputes

    with progress_bars() as progress:
        scores = evaluate_disputes(gold, progress=progress)
    _print_figures(scores.figures)
    for kind, (found, total) in scores.by_kind.items():
        click.echo(f"{kind:20} {found} of {total}")


@evaluate.command()
@_gold_folder
def topics(gold: Path) -> None:
    """Compare topics with the events that a folder's articles are on.

    GOLD_DIR is that of 'evaluate disputes'; the id of an article begins with its event's
    and a hyphen.
    """
    from claimtrack.lab.dispute_scores import evaluate_topics

    with progress_bars() as progress:
        figures = evaluate_topics(gold, progress=progress)
    _print_figures(figures)


@evaluate.command()
@_gold_file
@_predictions("Write {id, label, conflict, kind} to this file, a line a pair.")
def pairs(gold: Path, predictions: Path | None) -> None:
    """Judge pairs of claims in GOLD and compare the answers with what is annotated there.

    GOLD has a JSON object a line: {"a", "b"} and, where known, "id", "speaker_a",
    "source_a", "date_a", the same of b, "label" (conflict, agree or neither), "kind" and
    "category" or "set".
    """
    from claimtrack.lab.pair_scores import judge_pairs, read_pairs, score_pairs, write_predictions

    judged = judge_pairs(read_pairs(gold))
    if predictions:
        write_predictions(predictions, judged)
    for group, figures in score_pairs(judged).items():
        shown = (
            f"{name} {value:.3f}" if isinstance(value, float) else f"{name} {value}"
            for name, value in figures.items()
        )
        click.echo(f"{group:36} {'  '.join(shown)}")


def _print_figures(figures: Mapping[str, float | int]) -> None:
    for name, value in figures.items():
        click.echo(f"{name:20} {value:.3f}" if isinstance(value, float) else f"{name:20} {value}")
