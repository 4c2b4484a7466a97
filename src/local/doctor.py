"""Says what this machine lacks for building and running the project; exits 1 if it lacks something.

doctor.py wishes    says too what only tests use that are skipped without it
"""

import importlib.util
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator

# Program, how it tells its version, the least version, where it comes from.
NEEDED = [
    ("java", ["java", "-version"], (17,), "a JDK, 17 or later"),
    ("javac", ["javac", "-version"], (17,), "a JDK (a JRE has no compiler), 17 or later"),
    ("mvn", ["mvn", "-v"], (3, 8), "Apache Maven, 3.8 or later"),
    ("openssl", ["openssl", "version"], (1, 1), "OpenSSL, which signs the contract suite's local STS"),
    ("ps", ["ps", "--version"], (), "procps"),
]
# What some tests use, and skip where it is missing: the programs, one of which is enough, and where they come from.
WISHED = [
    (
        ["chromium", "chromium-browser", "google-chrome"],
        "Chromium, for the tests of the simulator's page: Debian's chromium",
    ),
    (["chromedriver"], "Chromium's driver, for the same tests: Debian's chromium-driver"),
]
PYTHON = (3, 11)


def problems() -> Iterator[str]:
    if sys.version_info < PYTHON:
        yield f"python3 is {sys.version.split()[0]}: needs Python {'.'.join(map(str, PYTHON))} or later"
    if not all(importlib.util.find_spec(module) for module in ("venv", "ensurepip")):
        yield "python3 cannot make virtual environments: needs its venv and ensurepip modules (python3-venv)"
    for program, command, least, remedy in NEEDED:
        if shutil.which(program) is None:
            yield f"{program} is missing: install {remedy}"
        elif (found := version(command)) < least:
            yield f"{program} is {'.'.join(map(str, found))}: install {remedy}"


def wishes() -> Iterator[str]:
    """What is missing, and needed by no more than tests that are then skipped."""
    for programs, remedy in WISHED:
        if not any(map(shutil.which, programs)):
            yield f"{programs[0]} is missing, which some tests are skipped for: install {remedy}"


def version(command: list[str]) -> tuple[int, ...]:
    """The first number with dots, or alone, that the program prints."""
    answer = subprocess.run(command, capture_output=True, text=True)
    plain = re.sub(r"\x1b\[[0-9;]*m", "", answer.stdout + answer.stderr)
    match = re.search(r"\d+(\.\d+)*", plain)
    return tuple(int(part) for part in match.group().split(".")) if match else ()


if __name__ == "__main__":
    found = list(problems())
    for problem in [*found, *(wishes() if sys.argv[1:] else [])]:
        print(f"doctor: {problem}", file=sys.stderr)
    sys.exit(1 if found else 0)
