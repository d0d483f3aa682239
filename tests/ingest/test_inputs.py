from __future__ import annotations

import os
from pathlib import Path

import pytest

from claimtrack.ingest import Input, find_inputs


def test_directories_are_walked_in_order_without_hidden_and_unknown_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.HTML", "a/y.jsonl.gz", ".hidden.txt", ".git/x.txt", "c.png", "d.gz"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("text")
    inputs = find_inputs([str(tmp_path)])
    names = [Path(item.name).relative_to(tmp_path).as_posix() for item in inputs.found]
    assert names == ["b.txt", "a/y.jsonl.gz", "a/z.HTML"]
    assert inputs.ignored == 2
    assert inputs.size == 12


def test_a_file_counts_once_however_often_it_is_named(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("text")
    (tmp_path / "link.txt").symlink_to(file)
    inputs = find_inputs([str(file), str(tmp_path), str(tmp_path / "." / "a.txt"), "-", "-"])
    assert inputs.found == (Input(str(file), 4), Input("-", 0))


def test_named_files_are_taken_whatever_their_suffix(tmp_path: Path) -> None:
    file = tmp_path / ".notes"
    file.write_text("text")
    assert find_inputs([str(file)]).found == (Input(str(file), 4),)


def test_what_cannot_be_found_is_refused_with_a_reason(tmp_path: Path) -> None:
    inputs = find_inputs([str(tmp_path / "missing.txt"), str(tmp_path), "a\0b"])
    assert inputs.found == ()
    reasons = [rejection.reason for rejection in inputs.rejections]
    assert "no such file" in reasons[0]
    assert "no file to read in this directory" in reasons[1]
    assert len(reasons) == 3


def test_an_empty_path_is_not_the_working_directory() -> None:
    inputs = find_inputs([""])
    assert [rejection.path for rejection in inputs.rejections] == ['""']


def test_a_name_that_is_no_text_can_be_shown_and_stored(tmp_path: Path) -> None:
    path = os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")
    (rejection,) = find_inputs([path]).rejections
    assert str(rejection).encode("utf-8").startswith(os.fsencode(tmp_path) + b"/caf\\udce9.txt: ")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_closed_directory_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("text")
    closed = tmp_path / "closed"
    closed.mkdir(mode=0)
    try:
        inputs = find_inputs([str(tmp_path)])
        (alone,) = find_inputs([str(closed)]).rejections
    finally:
        closed.chmod(0o700)
    assert len(inputs.found) == 1
    assert "permission" in inputs.rejections[0].reason
    assert "permission" in alone.reason


def test_a_dangling_link_inside_a_directory_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("text")
    (tmp_path / "b.txt").symlink_to(tmp_path / "gone")
    inputs = find_inputs([str(tmp_path)])
    assert len(inputs.found) == 1
    assert len(inputs.rejections) == 1
