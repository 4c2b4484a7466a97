"""One run of the unmodified ``cfn test --v2`` against a simulator of the service."""

import collections
import json
import os
import pathlib
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Sequence
from typing import Any

from connect_local.stack.checkout import CFN, ROOT, python

from . import project, results
from .settings import MODES, VARIABLE, Settings

STAND_IN = ROOT / "src/contract/bin"
REPORTS = ROOT / "target/contract-v2"


def run(
    name: str,
    simulator: dict[str, str],
    sts: dict[str, str],
    folder: pathlib.Path,
    *,
    inputs: pathlib.Path = ROOT / "inputs",
    modes: Sequence[str] = MODES,
    sets: str = "",
) -> tuple[dict[str, int], int]:
    """The counts of the run's tests, and its exit code; the reports stay in target/contract-v2/``name``.

    ``simulator`` is what the simulator printed when it was ready, ``sts`` what the STS proxy printed; ``folder`` is the
    run's own, and gone afterwards.
    """
    copy = project.copy(folder / "project", inputs)
    settings = Settings(
        executor=project.executor_class_path(),
        libraries=project.init_template_class_path(),
        linter=python("guard"),
        account=simulator["account"],
        environment={"AWS_ENDPOINT_URL_CONNECT": simulator["endpoint"]},
        modes=tuple(modes),
        clock=f"{simulator['endpoint']}/_simulator/clock",
        before_each_mode=f"{simulator['endpoint']}/_simulator/reset",
        previous_schema=project.previous_schema(folder),
        sets=sets,
    )
    path = folder / "settings.json"
    settings.write(path)
    command = [str(CFN), "test", "--v2", "--region", simulator["region"]]
    code = subprocess.run(command, cwd=copy, env=_environment(simulator, sts, folder, path)).returncode
    reports = _collect(copy, REPORTS / name)
    counts = results.tally(reports)
    if code != 0 and not counts["failed"]:
        counts["failed"] = 1
    return counts, code


def _collect(copy: pathlib.Path, reports: pathlib.Path) -> pathlib.Path:
    """Moves what the run left behind to where it stays, less what is no report; the copy goes."""
    shutil.rmtree(reports, ignore_errors=True)
    reports.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(copy / "rqts-output", reports)
    shutil.rmtree(copy)
    for scratch in [*reports.rglob("host-classes"), *reports.rglob("tmp-*")]:
        shutil.rmtree(scratch)
    for jar in reports.rglob("handlers.jar"):
        jar.unlink()
    return reports


def cost(simulator: dict[str, str]) -> dict[str, Any]:
    """What the last mode of a run has cost an account: claims, releases, calls by name, and numbers that it left."""
    numbers = _get(simulator, "numbers")
    calls = collections.Counter(call["operation"] for call in _get(simulator, "calls")["calls"])
    return {
        "claims": numbers["claimsMade"],
        "releases": numbers["releasesMade"],
        "left": len(numbers["numbers"]),
        "calls": dict(sorted(calls.items())),
    }


def _get(simulator: dict[str, str], path: str) -> Any:
    with urllib.request.urlopen(f"{simulator['endpoint']}/_simulator/{path}", timeout=30) as answer:
        return json.load(answer)


def _environment(
    simulator: dict[str, str], sts: dict[str, str], folder: pathlib.Path, settings: pathlib.Path
) -> dict[str, str]:
    home = folder / "home"
    home.mkdir()
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("AWS_")},
        "PATH": f"{STAND_IN}{os.pathsep}{os.environ['PATH']}",
        # The CLI takes a typeConfiguration.json from the user's home.
        "HOME": str(home),
        "PYTHONPATH": str(pathlib.Path(__file__).resolve().parents[1]),
        "PYTHONDONTWRITEBYTECODE": "1",
        "CONTRACT_V2_PYTHON": sys.executable,
        VARIABLE: str(settings),
        "AWS_ACCESS_KEY_ID": simulator["account"],
        "AWS_SECRET_ACCESS_KEY": "local",
        # With a session token the CLI takes the keys as they are, and asks STS for the account only.
        "AWS_SESSION_TOKEN": "local",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
        "HTTPS_PROXY": sts["endpoint"],
        "NO_PROXY": "127.0.0.1",
        "AWS_CA_BUNDLE": sts["certificates"],
    }
