"""How well annotated pairs of claims are judged: conflict, agreement or neither."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from claimtrack.embedding import Encoder, SentenceEncoder
from claimtrack.errors import InputError
from claimtrack.opposition import RelationModel, WeighedModel, contested
from claimtrack.records import CandidatePair, Claim, Relation, make_id
from claimtrack.settings import Settings

__all__ = ["JudgedPair", "judge_pairs", "read_pairs", "score_pairs", "write_predictions"]


# Where in an article that nobody gave a claim is held to stand: about the middle of most.
_MIDDLE = 1_500


@dataclass(frozen=True, slots=True)
class JudgedPair:
    """An annotated pair, by its id (else its line number from 0), and how it was judged."""

    id: str
    gold: Mapping[str, Any]
    relation: Relation

    @property
    def conflict(self) -> float:
        """How likely the claims oppose each other, 0 for those held to agree."""
        return 0.0 if self.relation.label == "agree" else self.relation.score


def read_pairs(path: Path) -> dict[str, dict[str, Any]]:
    """Return the pairs of a JSON lines file by id; InputError if it holds none or a broken one."""
    found: dict[str, dict[str, Any]] = {}
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: cannot be read ({error})") from error
    for number, line in enumerate(lines):
        try:
            row = json.loads(line)
            found[str(row.get("id", number))] = row
            texts = row["a"], row["b"]
        except (ValueError, AttributeError, KeyError) as error:
            raise InputError(
                f"{path}, line {number + 1}: no JSON object with 'a' and 'b'"
            ) from error
        if not all(isinstance(text, str) for text in texts):
            raise InputError(f"{path}, line {number + 1}: 'a' and 'b' must be texts")
    if not found:
        raise InputError(f"{path}: no pairs in it")
    return found


def judge_pairs(
    rows: Mapping[str, Mapping[str, Any]],
    model: RelationModel | None = None,
    encoder: Encoder | None = None,
) -> list[JudgedPair]:
    """Judge every pair, as of two articles; all of them are read, however unlikely they look."""
    settings = replace(Settings(), min_first_look=0.0, min_weighed=0.0)
    model = model or WeighedModel(settings)
    claims = {(name, side): _claim(row, side) for name, row in rows.items() for side in "ab"}
    texts = sorted({claim.text for claim in claims.values()})
    encoder = encoder or SentenceEncoder()
    rows_of_texts = encoder.encode(texts)
    vectors = dict(zip(texts, rows_of_texts, strict=True))
    odds = dict(zip(texts, contested(encoder.name, rows_of_texts).tolist(), strict=True))
    pairs = []
    for name in rows:
        a, b = claims[name, "a"], claims[name, "b"]
        near = float(vectors[a.text] @ vectors[b.text])
        pairs.append(CandidatePair(a, b, max(-1.0, min(1.0, near)), (odds[a.text], odds[b.text])))
    judged = model.judge(pairs)
    return [
        JudgedPair(name, row, relation)
        for (name, row), relation in zip(rows.items(), judged, strict=True)
    ]


def _claim(row: Mapping[str, Any], side: str) -> Claim:
    text = row[side]
    key = make_id("pair", side, text, row.get("speaker_" + side), row.get("date_" + side))
    return Claim(
        id=key,
        article=key,
        start=_MIDDLE,
        end=_MIDDLE + len(text),
        text=text,
        form="indirect",
        source=row.get("source_" + side),
        published=row.get("date_" + side),
        speaker=row.get("speaker_" + side),
        sentence=text,
        sentence_start=_MIDDLE,
    )


def score_pairs(judged: Sequence[JudgedPair]) -> dict[str, dict[str, float | int]]:
    """Return figures over all pairs and by category: ``all`` first, then the others by name.

    ``conflict_auc`` and ``conflict_ap`` rank by how likely a conflict is, ``conflict_f1`` and
    ``accuracy`` go by the labels; ``called_conflict`` is the share that was called one.
    """
    groups: dict[str, list[JudgedPair]] = defaultdict(list)
    for pair in judged:
        groups["all"].append(pair)
        if category := pair.gold.get("category") or pair.gold.get("set"):
            groups[str(category)].append(pair)
    names = ["all", *sorted(name for name in groups if name != "all")]
    return {name: _figures(groups[name]) for name in names}


def _figures(pairs: Sequence[JudgedPair]) -> dict[str, float | int]:
    from sklearn.metrics import average_precision_score, roc_auc_score

    true = [pair.gold.get("label") == "conflict" for pair in pairs]
    called = [pair.relation.label == "conflict" for pair in pairs]
    right = sum(pair.gold.get("label") == pair.relation.label for pair in pairs)
    figures: dict[str, float | int] = {
        "pairs": len(pairs),
        "accuracy": right / len(pairs),
        "called_conflict": sum(called) / len(pairs),
    }
    if any(true) and not all(true):
        likely = [pair.conflict for pair in pairs]
        both = sum(one and other for one, other in zip(true, called, strict=True))
        figures["conflict_auc"] = float(roc_auc_score(true, likely))
        figures["conflict_ap"] = float(average_precision_score(true, likely))
        figures["conflict_f1"] = 2 * both / (sum(true) + sum(called))
    return figures


def write_predictions(path: Path, judged: Sequence[JudgedPair]) -> None:
    """Write ``{"id", "label", "conflict", "kind"}`` a line; InputError if it cannot be written."""
    rows = (
        {
            "id": pair.id,
            "label": pair.relation.label,
            "conflict": round(pair.conflict, 6),
            "kind": pair.relation.kind,
        }
        for pair in judged
    )
    try:
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    except OSError as error:
        raise InputError(f"cannot write {path}: {error.strerror}") from error
