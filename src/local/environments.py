"""Makes the virtual environments in .tools/, several at a time, from the locked requirements of src/local/requirements.

    environments.py make NAME...    makes or remakes those whose requirements changed
    environments.py lock            locks all requirements again: NAME.in gives NAME.txt, with hashes
    environments.py upgrade         the same, with the newest versions

uv does the work, and pip installs uv. uv does not read pip's settings, so it is told where pip is told to look. Runs
before any environment exists: it needs the standard library alone.
"""

import ast
import concurrent.futures
import contextlib
import fcntl
import os
import pathlib
import re
import subprocess
import sys
import time
import venv
from collections.abc import Iterator, Mapping

ROOT = pathlib.Path(__file__).resolve().parents[2]
TOOLS = ROOT / ".tools"
REQUIREMENTS = ROOT / "src/local/requirements"
# The oldest Python that the project runs on: what is locked must be there for it.
OLDEST_PYTHON = "3.11"
# Locked and installed without what its packages ask for: the linter of resource schemas asks for an engine that no
# longer builds. Its NAME.in lists the dependencies too, and nothing checks them.
WITHOUT_DEPENDENCIES = ("guard",)
# A project of ours that is installed besides what it needs, so that it follows its sources.
PROJECTS = {"cli": ROOT / "cli"}

# pip's setting, uv's variable for it.
SETTINGS = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "no-index": "UV_NO_INDEX",
    "trusted-host": "UV_INSECURE_HOST",
    "cert": "SSL_CERT_FILE",
    "proxy": "ALL_PROXY",
    "timeout": "UV_HTTP_TIMEOUT",
    "default-timeout": "UV_HTTP_TIMEOUT",
}
# A setting may stand in several sections; pip lets the later of these prevail.
SECTIONS = ("global", "install", ":env:")


# What to do next, by words that pip, uv or the system says.
REMEDIES = {
    "no space left|disk quota": "make room on the disk, then run it again",
    "read-only file system|permission denied|operation not permitted": "take a checkout where you may write",
    "file exists|not a directory": "a file is in the place of .tools or of a folder in it: remove it",
    "hash": "what the index serves is not what is locked: look at the index that 'pip config list' names",
    # pip says no more of a host that it does not reach than that there are no versions.
    "connect|resolve|network|timed out|request|certificate|proxy|no matching distribution|no solution found": (
        "look at the network, and at what 'pip config list' shows: index-url, proxy, cert; uv is told the same"
    ),
}


class Failed(Exception):
    """A step that failed; the message is what it said."""


def main(arguments: list[str]) -> int:
    """The exit status."""
    command, *names = arguments
    began = time.monotonic()
    try:
        TOOLS.mkdir(exist_ok=True)
        with alone():
            if command == "make":
                make_all(names)
            else:
                lock_all(newest=command == "upgrade")
    except Failed as failure:
        print(f"tools: {failure}\ntools: {remedy(str(failure))}", file=sys.stderr)
        return 1
    except OSError as refused:
        said = f"{refused.strerror}: {refused.filename}"
        print(f"tools: {said}\ntools: {remedy(said)}", file=sys.stderr)
        return 1
    if command != "make" or time.monotonic() - began > 1:
        say(f"done in {time.monotonic() - began:.0f} s")
    return 0


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Two makes at once would empty each other's folders: the second waits."""
    with (TOOLS / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("waiting for another make, which makes them just now")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def remedy(said: str) -> str:
    """What to do about a step that failed, by what it said."""
    for sign, what in REMEDIES.items():
        if re.search(sign, said, re.IGNORECASE):
            return what
    return "run it again; where it lasts, rm -rf .tools and run it once more"


def make_all(names: list[str]) -> None:
    """Makes the environments of these names, unless they are as their requirements say."""
    stale = [name for name in names if not is_current(name)]
    if not stale:
        return
    with uv() as program:
        say(f"making {', '.join(stale)} with uv, side by side")
        with concurrent.futures.ThreadPoolExecutor() as side_by_side:
            list(side_by_side.map(program.make, stale))


def lock_all(newest: bool) -> None:
    """Writes each NAME.txt from NAME.in; what is locked already stays, unless the newest is asked for."""
    with uv() as program:
        for source in sorted(REQUIREMENTS.glob("*.in")):
            program.lock(source.stem, newest)


class Uv:
    """The uv that pip installed, set up as pip is."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._program = str(TOOLS / "uv/bin/uv")
        self._environment = environment

    def make(self, name: str) -> None:
        """Makes one environment anew."""
        folder, requirements = TOOLS / name, REQUIREMENTS / f"{name}.txt"
        began = time.monotonic()
        say(f"{name}: {_count(requirements)} packages")
        self._run("venv", "-q", "--clear", "--no-project", "--python", sys.executable, str(folder))
        python = ("--python", str(folder / "bin/python"))
        self._run("pip", "sync", "-q", "--require-hashes", *python, str(requirements))
        if name in PROJECTS:
            without = ("--no-deps", "--no-build-isolation")
            self._run("pip", "install", "-q", *without, *python, "--editable", str(PROJECTS[name]))
        if name not in WITHOUT_DEPENDENCIES:
            self._run("pip", "check", "-q", *python)
        _stamp(name).write_bytes(requirements.read_bytes())
        say(f"{name}: ready after {time.monotonic() - began:.1f} s")

    def lock(self, name: str, newest: bool) -> None:
        say(f"locking {name}")
        options = ["--generate-hashes", "--universal", "--no-header", "--python-version", OLDEST_PYTHON]
        if name in WITHOUT_DEPENDENCIES:
            options.append("--no-deps")
        self._run(
            *("pip", "compile", "-q", *options, *(["--upgrade"] if newest else [])),
            *(f"{name}.in", "-o", f"{name}.txt"),
        )

    def _run(self, *arguments: str) -> None:
        run([self._program, *arguments], self._environment)


@contextlib.contextmanager
def uv() -> Iterator[Uv]:
    """uv, installed by pip if it is not there."""
    folder = TOOLS / "uv"
    if not is_current("uv"):
        say("uv: pip installs it, which makes all the others")
        venv.create(folder, clear=True, with_pip=True)
        run([*_pip(), "install", "-q", "--require-hashes", "-r", str(REQUIREMENTS / "uv.txt")], os.environ)
        _stamp("uv").write_bytes((REQUIREMENTS / "uv.txt").read_bytes())
    listed = subprocess.run([*_pip(), "config", "list"], capture_output=True, text=True, check=True).stdout
    yield Uv({**as_uv_wants(listed), **os.environ})


def as_uv_wants(listed: str) -> dict[str, str]:
    """uv's variables for the settings that `pip config list` printed."""
    settings: dict[str, str] = {}
    found = re.findall(r"^(\S+?)\.([\w-]+)=(.*)$", listed, re.MULTILINE)
    for section in SECTIONS:
        settings |= {name: str(ast.literal_eval(value)) for there, name, value in found if there == section}
    return {SETTINGS[name]: " ".join(value.split()) for name, value in settings.items() if name in SETTINGS}


def is_current(name: str) -> bool:
    """Whether the environment was made of the requirements as they are now, and its Python is there still."""
    stamp = _stamp(name)
    if (
        not stamp.exists()
        or not (TOOLS / name / "bin/python").exists()
        or stamp.read_bytes() != (REQUIREMENTS / f"{name}.txt").read_bytes()
    ):
        return False
    stamp.touch()  # make compares dates
    return True


def run(command: list[str], environment: Mapping[str, str]) -> None:
    """Runs a command among the requirements. Raises Failed."""
    done = subprocess.run(command, cwd=REQUIREMENTS, env=environment, capture_output=True, text=True)
    if done.returncode != 0:
        raise Failed(f"{pathlib.Path(command[0]).name} {' '.join(command[1:3])}: {done.stdout}{done.stderr}".strip())


def say(text: str) -> None:
    print(f"tools: {text}", flush=True)


def _pip() -> list[str]:
    return [str(TOOLS / "uv/bin/python"), "-m", "pip"]


def _stamp(name: str) -> pathlib.Path:
    return TOOLS / name / ".installed"


def _count(requirements: pathlib.Path) -> int:
    return len(re.findall(r"^\S+==", requirements.read_text(), re.MULTILINE))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
