"""make recording: what make demo shows on a terminal, as docs/images/demo.svg.

termtosvg makes the animation. It would record too, but only for somebody who sits at a terminal.
"""

import codecs
import fcntl
import json
import os
import pty
import struct
import subprocess
import sys
import termios
import time

from .. import steps
from ..stack import ROOT

IMAGE = ROOT / "docs/images/demo.svg"
CAST = ROOT / ".local/demo.cast"
TEMPLATE = ROOT / "src/local/recording.svg"
TERMTOSVG = ROOT / ".tools/recording/bin/termtosvg"
COLUMNS, ROWS = 100, 34
# Milliseconds: what is shown for less is not seen; what nothing happens in for longer is shortened.
DURATIONS = ("--min-frame-duration", "120", "--max-frame-duration", "1000", "--loop-delay", "6000")


def main() -> int:
    CAST.parent.mkdir(exist_ok=True)
    # As in a fresh clone, which knows no last time.
    steps.KEPT.unlink(missing_ok=True)
    if status := record():
        return status
    drawn: list[str | os.PathLike[str]] = [TERMTOSVG, "render", CAST, IMAGE, "--template", TEMPLATE, *DURATIONS]
    subprocess.run(drawn, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    print(f"recording: {IMAGE.relative_to(ROOT)}, {IMAGE.stat().st_size // 1024} kB")
    return 0


def record() -> int:
    """Writes what the demo's terminal shows in asciinema's format, version 2; the demo's exit status."""
    demo, terminal = pty.fork()
    if demo == 0:
        os.environ["TERM"] = "xterm-256color"
        os.environ.pop("CI", None)
        os.execl(sys.executable, sys.executable, "-m", "connect_local.commands.demo")
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    began = time.monotonic()
    with CAST.open("w", encoding="utf-8") as cast:
        print(json.dumps({"version": 2, "width": COLUMNS, "height": ROWS}), file=cast)
        decoder = codecs.getincrementaldecoder("utf-8")()
        while read := _read(terminal):
            print(json.dumps([time.monotonic() - began, "o", decoder.decode(read)]), file=cast)
    return os.waitstatus_to_exitcode(os.waitpid(demo, 0)[1])


def _read(terminal: int) -> bytes:
    """What came; nothing at the end, which Linux tells as an error."""
    try:
        return os.read(terminal, 65536)
    except OSError:
        return b""


if __name__ == "__main__":
    sys.exit(main())
