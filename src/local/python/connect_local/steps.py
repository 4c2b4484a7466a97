"""Says how long a step takes, and how long it took last time on this machine.

    steps.py NAME COMMAND...    runs a command as a step

``make`` runs it before any environment exists: it needs the standard library alone.
"""

import contextlib
import json
import pathlib
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

ROOT = pathlib.Path(__file__).resolve().parents[4]
KEPT = ROOT / ".local/steps.json"


@contextlib.contextmanager
def timed(name: str, say: Callable[[str], None]) -> Iterator[None]:
    """Says how long the block took, and keeps it, unless it fails."""
    began = time.monotonic()
    yield
    seconds = time.monotonic() - began
    say(f"{seconds:.0f} s")
    _keep({**_kept(), name: round(seconds, 1)})


def last_time(name: str) -> str:
    """`` (74 s last time)``, or nothing where it never was."""
    kept = _kept()
    return f" ({kept[name]:.0f} s last time)" if name in kept else ""


def _kept() -> dict[str, float]:
    """Seconds by step; nothing where there is no such file, or none that can be read."""
    with contextlib.suppress(OSError, ValueError):
        kept: dict[str, float] = json.loads(KEPT.read_text())
        return kept
    return {}


def _keep(times: dict[str, float]) -> None:
    with contextlib.suppress(OSError):
        KEPT.parent.mkdir(exist_ok=True)
        KEPT.write_text(json.dumps(times))


def main(arguments: list[str]) -> int:
    """The command's exit status."""
    name, *command = arguments
    try:
        print(f"{name}: begins{last_time(name)}", flush=True)
        with timed(name, lambda took: print(f"{name}: done in {took}", flush=True)):
            subprocess.run(command, check=True)
    except subprocess.CalledProcessError as failed:
        return failed.returncode
    except KeyboardInterrupt:
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
