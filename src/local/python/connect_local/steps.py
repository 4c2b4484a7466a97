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
# Not in target/, so that it is there after mvn clean; make clean removes it.
KEPT = ROOT / ".local/times.json"


@contextlib.contextmanager
def timed(name: str, say: Callable[[str], None]) -> Iterator[None]:
    """Says how long the block took, and keeps it, unless it fails."""
    began = time.monotonic()
    yield
    seconds = time.monotonic() - began
    say(f"{seconds:.0f} s")
    keep(KEPT, {name: round(seconds, 1)})


def last_time(name: str) -> str:
    """`` (74 s last time)``, or nothing where it never was."""
    kept = read(KEPT)
    return f" ({kept[name]:.0f} s last time)" if name in kept else ""


def read(path: pathlib.Path) -> dict[str, float]:
    """Seconds by step; nothing where there is no such file, or none that can be read."""
    with contextlib.suppress(OSError, ValueError):
        kept = json.loads(path.read_text())
        return {str(name): float(took) for name, took in kept.items()} if isinstance(kept, dict) else {}
    return {}


def keep(path: pathlib.Path, took: dict[str, float]) -> None:
    """Beside the times of other steps; where that cannot be, the next run knows no times, and no more is lost."""
    with contextlib.suppress(OSError):
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(read(path) | took))


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
