"""Several processes on one file, one of them killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from claimtrack.store import Store
from tests.store.making import SIGNATURE, extraction, fill

# Writes articles of 40 claims each, forever or so many, announcing itself first.
_WRITER = """
import sys
from claimtrack.store import Store
from tests.store.making import SIGNATURE, extraction
path, name, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
print("ready", flush=True)
with Store(path) as store:
    for number in range(count):
        words = [f"{name}{number} said part {part} burned." for part in range(40)]
        parts = [(f"part {part} burned", f"{name}{number}") for part in range(40)]
        store.add_article(extraction(" ".join(words), parts), SIGNATURE)
"""


def writer(path: Path, name: str, count: int) -> subprocess.Popen[str]:
    root = Path(__file__).parents[2]
    return subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(path), name, str(count)],
        stdout=subprocess.PIPE,
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(root)},
        text=True,
    )


def assert_whole(store: Store) -> None:
    """Every article has all its claims, and nothing in the file is damaged."""
    per_article = store.db.execute(
        "SELECT (SELECT count(*) FROM claims WHERE article = articles.id) FROM articles"
    ).fetchall()
    assert {count for (count,) in per_article} <= {40}
    assert store.check() == []


def test_a_killed_writer_leaves_whole_articles_and_a_second_run_completes(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    Store(path).close()
    process = writer(path, "a", 1_000_000)
    deadline = time.monotonic() + 60
    with Store(path, read_only=True) as watcher:
        while watcher.counts()["articles"] < 20 and time.monotonic() < deadline:
            time.sleep(0.005)
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    with Store(path) as store:
        stored = store.counts()["articles"]
        assert stored >= 20
        assert_whole(store)
    assert writer(path, "a", stored + 5).wait() == 0
    with Store(path) as store:
        assert store.counts()["articles"] == stored + 5
        assert_whole(store)


def test_a_writer_killed_inside_a_transaction_leaves_nothing_of_it(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    with Store(path) as store:
        before = fill(store)
    code = (
        "import os, signal, sys\n"
        "from claimtrack.store import Store\n"
        "store = Store(sys.argv[1])\n"
        "store.db.execute('BEGIN IMMEDIATE')\n"
        "store.db.execute('DELETE FROM dispute_claims')\n"
        "store.db.execute('UPDATE articles SET title = hex(zeroblob(9000000))')\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    run = subprocess.run([sys.executable, "-c", code, str(path)], check=False)
    assert run.returncode == -signal.SIGKILL
    with Store(path) as store:
        assert [dispute.id for dispute in store.disputes()] == [before.id]
        assert store.check() == []


def test_two_processes_make_and_fill_one_file_at_once(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    both = [writer(path, name, 60) for name in "ab"]
    assert [process.wait() for process in both] == [0, 0]
    with Store(path) as store:
        assert store.counts()["articles"] == 120
        assert_whole(store)


def test_a_reader_sees_whole_articles_while_another_process_writes(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    Store(path).close()
    process = writer(path, "a", 150)
    seen = set()
    with Store(path, read_only=True) as store:
        while process.poll() is None:
            counts = store.counts()
            assert counts["claims"] == 40 * counts["articles"]
            seen.add(counts["articles"])
    assert process.returncode == 0
    assert len(seen) > 1


def test_a_snapshot_does_not_move(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    with Store(path) as store:
        fill(store)
        with store.snapshot():
            before = store.counts()
            thread = threading.Thread(target=_add_one, args=(path,))
            thread.start()
            thread.join()
            assert store.counts() == before
        assert store.counts()["articles"] == before["articles"] + 1


def _add_one(path: Path) -> None:
    with Store(path) as other:
        other.add_article(extraction("One more article."), SIGNATURE)
