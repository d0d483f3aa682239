"""``claimtrack serve`` in a process of its own, on a free port of this machine."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Served", "served"]

_ROOT = Path(__file__).parents[2]


@dataclass
class Served:
    """A server: where it is, the link that signs one in, and its process."""

    url: str
    login: str
    process: subprocess.Popen[str]

    def end(self) -> str:
        """Interrupt the server as Ctrl-C does, see that it ends well, and return its stderr."""
        self.process.send_signal(signal.SIGINT)
        assert self.process.wait(20) == 0
        assert self.process.stderr
        return self.process.stderr.read()


@contextmanager
def served(path: Path) -> Iterator[Served]:
    """Serve a database until the block ends."""
    code = "import sys; from claimtrack.web import serve; serve(sys.argv[1], port=0)"
    paths = [str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(path)],
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(paths)},
    )
    assert process.stderr
    try:
        links = [re.findall(r"http\S+", process.stderr.readline()) for _ in range(2)]
        yield Served(links[0][0], links[1][0], process)
    finally:
        process.kill()
        process.wait()
        process.stderr.close()
