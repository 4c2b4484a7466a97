"""Says what this machine lacks for building and running the project; exits 1 if it lacks something.

doctor.py wishes    says too what only tests use that are skipped without it
"""

import importlib.util
import os
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
    (["npm"], "Node.js with npm, for the tests of JavaScript clients, of the CDK and of the page"),
    (["terraform"], "Terraform with its AWS provider, for its tests: TF_PLUGIN_CACHE_DIR names the provider's folder"),
]


def problems() -> Iterator[str]:
    """What is missing or too old, with its value and where it comes from. The Makefile looks at Python's version."""
    if not all(importlib.util.find_spec(module) for module in ("venv", "ensurepip")):
        yield "python3 cannot make virtual environments: install its venv and ensurepip modules (python3-venv)"
    broken = list(java_home())
    yield from broken
    for program, command, least, remedy in NEEDED:
        # Maven runs JAVA_HOME's Java, and says nothing of itself without one.
        if program == "mvn" and broken and shutil.which(program):
            continue
        if problem := lacking(program, command, least):
            yield f"{problem}: install {remedy}"


def java_home() -> Iterator[str]:
    """What is wrong with the Java that Maven takes before the PATH's."""
    home = os.environ.get("JAVA_HOME")
    if not home:
        return
    for program in ("java", "javac"):
        if problem := lacking(f"{home}/bin/{program}", [f"{home}/bin/{program}", "-version"], (17,)):
            yield f"JAVA_HOME={home}: {problem}: let it name a JDK, 17 or later, or unset it"
            return


def lacking(program: str, command: list[str], least: tuple[int, ...]) -> str:
    """What is wrong with a program, or nothing."""
    if shutil.which(program) is None:
        return f"{program} is missing"
    try:
        answer = subprocess.run(command, capture_output=True, text=True)
    except OSError as refused:
        return f"{program} cannot be run ({refused.strerror})"
    said = re.sub(r"\x1b\[[0-9;]*m", "", answer.stdout + answer.stderr).strip()
    found = version(said)
    if not found and least:
        return f"{program} does not say its version ({(said.splitlines() or ['it says nothing'])[0]})"
    return f"{program} is {'.'.join(map(str, found))}" if found < least else ""


def wishes() -> Iterator[str]:
    """What is missing, and needed by no more than tests that are then skipped."""
    for programs, remedy in WISHED:
        if not any(map(shutil.which, programs)):
            yield f"{programs[0]} is missing, which some tests are skipped for: install {remedy}"


def version(said: str) -> tuple[int, ...]:
    """The first number with dots, or alone, that a program printed."""
    match = re.search(r"\d+(\.\d+)*", said)
    return tuple(int(part) for part in match.group().split(".")) if match else ()


if __name__ == "__main__":
    found = list(problems())
    for problem in [*found, *(wishes() if sys.argv[1:] else [])]:
        print(f"doctor: {problem}", file=sys.stderr)
    sys.exit(1 if found else 0)
