"""Annotated attributions: reading, scoring, training."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path
from typing import Any

import pytest

from claimtrack.attribution import ModelAttributor
from claimtrack.attribution.weights import load_model, load_tokenizer
from claimtrack.attribution.windows import batch_windows, make_batch
from claimtrack.errors import InputError
from claimtrack.lab.annotations import AnnotatedText, Roles, read_annotations, write_annotations
from claimtrack.lab.attribution_examples import IGNORED, make_examples, make_targets, prepare
from claimtrack.lab.attribution_scores import Category, annotate, nests, score, score_categories
from claimtrack.lab.attribution_training import Recipe, train_attribution
from claimtrack.records import Span
from claimtrack.settings import Settings

TEXT = "Kim said it rained.\nLee denied that the dam broke, and Roth claimed it held."
SAID = [("Kim", "said", "it rained"), ("Lee", "denied", "that the dam broke")]


def span(text: str, words: str) -> Span:
    return Span(text.index(words), text.index(words) + len(words))


def annotated(text: str, *said: tuple[str, str, str], name: str = "a") -> AnnotatedText:
    roles = [
        Roles(
            (span(text, speaker),) if speaker else (),
            (span(text, cue),),
            (span(text, content),) if content else (),
        )
        for speaker, cue, content in said
    ]
    return AnnotatedText(name, text, tuple(roles))


def quiet(stage: str, done: int, total: int) -> None:
    assert stage == "training"
    assert 0 < done <= total


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    texts = [annotated(TEXT, *SAID), AnnotatedText("b", "It rained.", (), "none")]
    write_annotations(tmp_path / "gold.jsonl", texts)
    assert read_annotations(tmp_path / "gold.jsonl") == texts
    packed = tmp_path / "gold.jsonl.gz"
    packed.write_bytes(gzip.compress((tmp_path / "gold.jsonl").read_bytes()))
    assert read_annotations(packed) == texts


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "no annotated text"),
        (b"{", "line 1"),
        (b'{"id": "a", "text": "x"}', "no 'attributions'"),
        (b'{"id": "a", "text": 3, "attributions": []}', "text is no string"),
        (b'{"id": "a", "text": "x", "attributions": [{"cue": [[0, 9]]}]}', "not within the text"),
        (b'{"id": "a", "text": "x", "attributions": [{"cue": [[0]]}]}', "line 1"),
        (b'{"id": "a", "text": "x", "attributions": ["y"]}', "line 1"),
        (b"[1]", "line 1"),
        (b"\xff\xfe", "not UTF-8"),
    ],
)
def test_files_of_another_form_are_named_with_the_line(
    tmp_path: Path, content: bytes, message: str
) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_bytes(content)
    with pytest.raises(InputError, match=message):
        read_annotations(path)


def test_a_damaged_archive_is_one_clear_error(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl.gz"
    path.write_bytes(b"no gzip")
    with pytest.raises(InputError, match="cannot read"):
        read_annotations(path)


def test_the_same_is_perfect_and_nothing_is_nothing() -> None:
    gold = [annotated(TEXT, *SAID)]
    assert set(score(gold, gold).values()) == {1.0, 0.0}  # there are no agentless ones to find
    nothing = score(gold, [AnnotatedText("a", TEXT, ())])
    assert set(nothing.values()) == {0.0}


def test_figures_by_hand() -> None:
    gold = [annotated(TEXT, *SAID, ("", "claimed", "it held"))]
    found = [
        annotated(
            TEXT,
            ("Kim", "said", "it rained."),
            ("Roth", "denied", "the dam broke"),
            ("", "claimed", "it held"),
        )
    ]
    figures = score(gold, found)
    assert figures["exact_cue"] == 1.0
    assert figures["exact_speaker"] == 0.5
    # Punctuation at the ends makes no difference, a missing "that" does.
    assert figures["exact_content"] == pytest.approx(2 / 3)
    # The second has its content, but another speaker.
    assert figures["tuple_f1"] == pytest.approx(2 / 3)
    assert figures["speakerless"] == 1.0


def test_one_found_attribution_matches_one_alone() -> None:
    gold = [annotated(TEXT, ("Kim", "said", "it rained"), ("Kim", "said", "it rained."))]
    assert score(gold, [annotated(TEXT, SAID[0])])["tuple_f1"] == pytest.approx(2 / 3)


def test_categories_are_scored_apart() -> None:
    gold = [
        AnnotatedText("a", TEXT, annotated(TEXT, *SAID).attributions, "direct"),
        AnnotatedText("b", "It rained.", (), "none"),
    ]
    found = [AnnotatedText("a", TEXT, ()), AnnotatedText("b", "It rained.", ())]
    assert score_categories(gold, found) == {
        "direct": Category(1, 2, 0, 0.0),
        "none": Category(1, 0, 0, 1.0),
    }


def test_where_nothing_is_annotated_inside_another_nothing_is_found_there() -> None:
    text = "The deputy says that the mayor claimed the money was his."
    outer = ("The deputy", "says", "that the mayor claimed the money was his")
    inner = ("the mayor", "claimed", "the money was his")
    flat, nested = annotated(text, outer), annotated(text, outer, inner)
    assert not nests([flat])
    assert nests([nested])
    attributor = ModelAttributor()
    assert len(annotate([flat], attributor)[0].attributions) == 1
    assert len(annotate([nested], attributor)[0].attributions) == 2


def test_annotate_keeps_texts_and_replaces_attributions() -> None:
    (found,) = annotate([AnnotatedText("a", TEXT, (), "x")], ModelAttributor())
    assert (found.id, found.category) == ("a", "x")
    assert found.attributions[0].cue == (span(TEXT, "said"),)


def test_targets_name_every_cue_with_its_own_roles() -> None:
    settings = Settings()
    texts = prepare([annotated(TEXT, *SAID)])
    chance = random.Random(1)  # noqa: S311
    examples = make_examples(texts, load_tokenizer(), chance, settings)
    ((length, items),) = batch_windows(examples.windows, 512, 16)
    batch = make_batch(examples.texts, items, length)
    targets = make_targets(batch, examples, chance, 8)
    assert targets.cues.shape == batch.ids.shape
    assert int((targets.cues == 1).sum()) == 2
    assert ((targets.cues == IGNORED) == batch.padding).all()
    speakers = 0
    for cues, labels in targets.relations:
        assert len(labels) == len(cues.rows) == 8  # padded
        assert labels.shape[1] % 8 == 0
        assert (labels[cues.padding] == IGNORED).all()
        speakers += int((labels == 1).sum())
    assert speakers == 2


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    write_annotations(folder / "train.jsonl", [annotated(TEXT, *SAID)] * 3)
    write_annotations(folder / "dev.jsonl", [annotated(TEXT, *SAID)])
    return folder


def weights(folder: Path) -> Any:
    return json.loads((folder / "model.json").read_text("utf-8"))["sha256"]


def test_training_writes_a_model_that_can_be_used_and_is_the_same_again(
    data: Path, tmp_path: Path
) -> None:
    out, again = tmp_path / "one", tmp_path / "two"
    figures = train_attribution(data, out, progress=quiet, recipe=Recipe(epochs=1))
    assert {"tuple_f1", "cue_bias"} <= set(figures)
    train_attribution(data, again, progress=quiet, recipe=Recipe(epochs=1))
    assert weights(out) == weights(again)
    assert sorted(path.name for path in out.iterdir()) == ["model.json", "weights.safetensors"]
    annotate([annotated(TEXT)], ModelAttributor(load_model(out)))


def test_training_goes_on_from_its_checkpoint(data: Path, tmp_path: Path) -> None:
    whole, parts = tmp_path / "whole", tmp_path / "parts"
    recipe = Recipe(epochs=2)
    train_attribution(data, whole, progress=quiet, recipe=recipe)

    seen: list[int] = []

    def stop_in_the_second_epoch(stage: str, done: int, total: int) -> None:
        seen.append(done)
        if (parts / "checkpoint.pt").exists():
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        train_attribution(data, parts, progress=stop_in_the_second_epoch, recipe=recipe)
    train_attribution(data, parts, progress=quiet, recipe=recipe)
    assert weights(parts) == weights(whole)


def test_a_file_that_is_no_checkpoint_is_named(data: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "checkpoint.pt").write_bytes(b"no checkpoint")
    with pytest.raises(InputError, match=r"checkpoint\.pt is no checkpoint"):
        train_attribution(data, out, progress=quiet)


def test_missing_data_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no train\.jsonl"):
        train_attribution(tmp_path, tmp_path / "out", progress=quiet)
