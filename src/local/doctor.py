"""Says what this machine lacks for building and running the project; exits 1 if it lacks something."""

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


def version(command: list[str]) -> tuple[int, ...]:
    """The first number with dots, or alone, that the program prints."""
    answer = subprocess.run(command, capture_output=True, text=True)
    plain = re.sub(r"\x1b\[[0-9;]*m", "", answer.stdout + answer.stderr)
    match = re.search(r"\d+(\.\d+)*", plain)
    return tuple(int(part) for part in match.group().split(".")) if match else ()


if __name__ == "__main__":
    found = list(problems())
    for problem in found:
        print(f"doctor: {problem}", file=sys.stderr)
    sys.exit(1 if found else 0)
