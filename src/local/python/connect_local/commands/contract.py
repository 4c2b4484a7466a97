"""make contract-v1: CloudFormation's contract tests v1, ``cfn test`` as it is, against the handler endpoint.

It runs once for each numbered set in inputs/, creating, changing and releasing real state in the simulator. A test's
name as the argument runs that test alone.
"""

import contextlib
import glob
import json
import os
import re
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

from .. import stack
from ..json_types import Json
from ..stack import ROOT, LocalStack, processes
from ..stack.checkout import CFN, python
from ..stack.local_stack import handlers_command, handlers_environment
from ..stack.problems import CommandFailed, told

# The suite claims and releases the same number again and again; nothing else is relaxed.
KNOBS = {"COOLDOWN_DAYS": "off", "QUOTA": "1000", "RATE": "off"}
# A pytest summary: "==== 13 passed, 2 skipped, 3 deselected in 100.00s ===="
SUMMARY = re.compile(r"^=+ (?:no tests ran|(?P<counts>\d+ \w+.*)) in .* =+$")
TALLY = ROOT / "target/contract.json"

# A run's counts, by what pytest calls them.
Counts: TypeAlias = dict[str, int]


@told
def main(only: Sequence[str]) -> int:
    with stack.running(**KNOBS) as local, contextlib.ExitStack() as programs:
        sts = [python("proxy"), "-m", "connect_local.stack.sts_proxy"]
        proxy = processes.Program("sts", sts, local.folder, stack.PYTHON_PATH)
        programs.callback(proxy.stop)
        # The suite calls the function by itself, past CloudFormation.
        functions = handlers_command(local.folder)
        handlers = processes.Program("handlers", functions, local.folder, handlers_environment(local.simulator))
        programs.callback(handlers.stop)
        environment = _environment(local, proxy.ready)
        _export(environment)
        status, runs = _run(local, handlers.ready["endpoint"], environment, only)
        left = _get(local, "/_simulator/numbers")["numbers"]
    problems = list(_problems(status, runs, left, only))
    tally = _tally(runs, problems)
    TALLY.write_text(json.dumps(tally))
    for problem in problems:
        print(f"contract suite: {problem}", file=sys.stderr)
    print("contract suite: {passed} passed, {failed} failed, {skipped} skipped".format(**tally))
    return 1 if problems or tally["failed"] else 0


def _tally(runs: list[Counts], problems: list[str]) -> Counts:
    """The counts of all runs; a problem without a failed test counts as one."""
    tally = {kind: sum(run.get(kind, 0) for run in runs) for kind in ("passed", "failed", "skipped")}
    tally["failed"] += sum(run.get("error", 0) + run.get("errors", 0) for run in runs)
    if problems and not tally["failed"]:
        tally["failed"] = 1
    return tally


def _environment(local: LocalStack, proxy: Json) -> dict[str, str]:
    return {
        **os.environ,
        **local.environment,
        # With a session token the suite takes the keys as they are, and asks STS for the account only.
        "AWS_SESSION_TOKEN": "local",
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "HTTPS_PROXY": proxy["endpoint"],
        "NO_PROXY": "127.0.0.1",
        "AWS_CA_BUNDLE": proxy["certificates"],
    }


def _export(environment: dict[str, str]) -> None:
    """Creates the stack whose exports stand in the inputs as {{Name}}."""
    _aws(
        environment,
        *("cloudformation", "create-stack", "--stack-name", "contract-inputs"),
        *("--template-body", f"file://{ROOT}/inputs/exports.yml"),
    )
    _aws(environment, "cloudformation", "wait", "stack-create-complete", "--stack-name", "contract-inputs")


def _run(
    local: LocalStack, handlers: str, environment: dict[str, str], only: Sequence[str]
) -> tuple[int, list[Counts]]:
    """The suite's exit status, and the counts of each of its runs as it prints them."""
    command = [
        *(str(CFN), "test", "--region", local.simulator["region"]),
        *("--endpoint", handlers, "--function-name", "TypeFunction"),
        *("--cloudformation-endpoint-url", local.cloudformation["endpoint"]),
        *(["--", "-k", *only] if only else []),
    ]
    runs: list[Counts] = []
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as suite:
        assert suite.stdout is not None
        for line in suite.stdout:
            print(line, end="", flush=True)
            if summary := SUMMARY.match(line.strip()):
                runs.append({kind: int(n) for n, kind in re.findall(r"(\d+) (\w+)", summary["counts"] or "")})
    return suite.returncode, runs


def _problems(status: int, runs: list[Counts], left: list[Json], only: Sequence[str]) -> Iterator[str]:
    sets = len(glob.glob(str(ROOT / "inputs/inputs_*_create.json")))
    if status != 0:
        yield f"cfn test ended with {status}"
    if only and not any(run.get("passed") or run.get("failed") for run in runs):
        yield f"ONLY={only[0]}: no test of this name has run; make contract-v1 lists all"
    elif len(runs) != sets or not all(run.get("passed") for run in runs):
        yield f"{sets} sets of inputs, but these runs: {runs}"
    if left:
        yield f"numbers that the suite left claimed: {left}"


def _aws(environment: dict[str, str], *arguments: str) -> Any:
    done = subprocess.run(
        [ROOT / ".tools/aws/bin/aws", "--output", "json", *arguments],
        env=environment,
        capture_output=True,
        text=True,
    )
    if done.returncode != 0:
        raise CommandFailed(f"aws {' '.join(arguments)}: {done.stderr.strip()}")
    return json.loads(done.stdout) if done.stdout.strip() else None


def _get(local: LocalStack, path: str) -> Json:
    with urllib.request.urlopen(local.simulator["endpoint"] + path, timeout=30) as answer:
        answered: Json = json.load(answer)
        return answered


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
