"""Contract tests v2 of this project's type, against its simulator: python -m contract_v2 [KNOB=value ...]

Without knobs: the suite's own tests, then the three runs of RUNS. With knobs, one run: the knobs are the simulator's
(quota and rate limits are off unless told), and INPUTS (a folder), SETS (1,2) and MODES (own-jvm,child-first).
"""

import json
import os
import pathlib
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from connect_local import stack
from connect_local.stack import processes
from connect_local.stack.checkout import ROOT, python
from connect_local.stack.local_stack import own_folder
from connect_local.stack.problems import told

from . import results, suite
from .settings import MODES

OWN = ("INPUTS", "SETS", "MODES")
# Each scenario claims a number. Nothing else is relaxed: numbers that were released cool down.
RELAXED = {"QUOTA": "1000", "RATE": "off"}
# By name. A service that cools numbers down cannot give the exact number (set 3) to a second scenario.
RUNS = {
    "registration": {"SETS": "1", "MODES": "own-jvm"},
    "cooldown": {"SETS": "1,2,4"},
    "no-cooldown": {"COOLDOWN_DAYS": "off"},
}
TALLY = ROOT / "target/contract-v2.json"
README = ROOT / "README.md"


@told
def main(arguments: Sequence[str]) -> int:
    if arguments:
        counts, code, cost = run("run", checked(stack.parse_knobs(arguments)))
        print(_sentence(cost), f"Calls: {cost['calls']}")
        return _conclude(counts, code)
    total, failed = own_tests()
    for name, knobs in RUNS.items():
        counts, code, cost = run(name, knobs)
        failed |= code != 0
        if name == "registration":
            said = _sentence(cost) in " ".join(README.read_text().split())
            counts["passed" if said else "failed"] += 1
            if not said:
                print(f"README.md does not say what a registration costs: {_sentence(cost)}", file=sys.stderr)
                failed = True
        total = {kind: total[kind] + counts[kind] for kind in results.KINDS}
    TALLY.write_text(json.dumps(total))
    return _conclude(total, int(failed))


def checked(knobs: dict[str, str]) -> dict[str, str]:
    """The knobs, if the suite's own among them can be used. Raises InvalidKnob."""
    if unknown := set(knobs.get("MODES", MODES[0]).split(",")) - set(MODES):
        raise stack.InvalidKnob(
            f"MODES={knobs['MODES']}: there is no {min(unknown)!r}; say one or more of {','.join(MODES)}"
        )
    folder = pathlib.Path(knobs.get("INPUTS", ROOT / "inputs"))
    there = sorted(path.name.split("_")[1] for path in folder.glob("inputs_*_create.json"))
    if not there:
        raise stack.InvalidKnob(
            f"INPUTS={folder}: there is no inputs_1_create.json; make contract-inputs writes inputs"
        )
    if unknown := set(filter(None, knobs.get("SETS", "").split(","))) - set(there):
        raise stack.InvalidKnob(
            f"SETS={knobs['SETS']}: {folder} has no set {min(unknown)}; say some of {','.join(there)}"
        )
    return knobs


def run(name: str, knobs: Mapping[str, str]) -> tuple[dict[str, int], int, dict[str, Any]]:
    """One run of ``cfn test --v2``: its counts, its exit code, and what its last mode cost."""
    knobs = {**RELAXED, **knobs}
    own = {option: knobs.pop(option) for option in OWN if option in knobs}
    print(f"== contract tests v2, {name}: {own} {knobs}", flush=True)
    options = [f"--{option.lower().replace('_', '-')}={value}" for option, value in knobs.items()]
    with own_folder("contract-v2-") as folder:
        simulator = processes.Program("simulator", stack.simulator_command(*options), folder)
        try:
            sts = _start_sts(folder)
            try:
                counts, code = suite.run(
                    name,
                    simulator.ready,
                    sts.ready,
                    folder,
                    inputs=pathlib.Path(own.get("INPUTS", ROOT / "inputs")).absolute(),
                    modes=own.get("MODES", ",".join(MODES)).split(","),
                    sets=own.get("SETS", ""),
                )
                cost = suite.cost(simulator.ready)
            finally:
                sts.stop()
        finally:
            simulator.stop()
    if cost["left"]:
        print(f"{cost['left']} numbers are left claimed", file=sys.stderr)
        code = 1
    return counts, code, cost


def own_tests() -> tuple[dict[str, int], bool]:
    """The counts of the tests of the linter's front and of the stand-in, each in the environment that it needs."""
    counts = dict.fromkeys(results.KINDS, 0)
    failed = False
    for environment, name in (("guard", "test_linter"), ("stack", "test_docker")):
        command = [python(environment), "-m", "unittest", f"src/contract/test/python/{name}.py"]
        done = subprocess.run(command, cwd=ROOT, env=os.environ, capture_output=True, text=True)
        ran = re.search(r"^Ran (\d+) tests?", done.stderr, re.MULTILINE)
        bad = sum(int(count) for count in re.findall(r"(?:failures|errors)=(\d+)", done.stderr))
        counts["passed"] += int(ran[1]) - bad if ran else 0
        counts["failed"] += max(bad, int(done.returncode != 0))
        if done.returncode != 0:
            failed = True
            print(done.stderr, file=sys.stderr)
    return counts, failed


def _sentence(cost: Mapping[str, Any]) -> str:
    calls = sum(cost["calls"].values())
    return (
        f"It claims {cost['claims']} numbers, releases {cost['releases']}, and makes {calls} calls of Amazon Connect."
    )


def _conclude(counts: Mapping[str, int], code: int) -> int:
    print("contract tests v2: {passed} passed, {failed} failed, {skipped} skipped".format(**counts))
    return code


def _start_sts(folder: pathlib.Path) -> processes.Program:
    command = [python("proxy"), "-m", "connect_local.stack.sts_proxy"]
    return processes.Program("sts", command, folder, stack.PYTHON_PATH)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
