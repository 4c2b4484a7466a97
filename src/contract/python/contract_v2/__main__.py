"""Contract tests v2 of this project's type, against its simulator: python -m contract_v2 [KNOB=value ...]

The knobs are the simulator's (quota and rate limits are off unless told), and INPUTS (a folder), SETS (1,2), MODES
(own-jvm,child-first,parent-first).
"""

import pathlib
import shutil
import sys
import tempfile
from collections.abc import Sequence

from connect_local import stack
from connect_local.stack import processes

from . import suite
from .settings import MODES

OWN = ("INPUTS", "SETS", "MODES")
# Each scenario claims a number. Nothing else is relaxed: numbers that were released cool down.
RELAXED = {"QUOTA": "1000", "RATE": "off"}


def main(arguments: Sequence[str]) -> int:
    knobs = {**RELAXED, **stack.parse_knobs(arguments)}
    own = {name: knobs.pop(name) for name in OWN if name in knobs}
    (suite.ROOT / ".local").mkdir(exist_ok=True)
    folder = pathlib.Path(tempfile.mkdtemp(prefix="contract-v2-", dir=suite.ROOT / ".local"))
    options = [f"--{name.lower().replace('_', '-')}={value}" for name, value in knobs.items()]
    simulator = processes.Program("simulator", stack.simulator_command(*options), folder)
    try:
        sts = _start_sts(folder)
        try:
            counts, code = suite.run(
                "run",
                simulator.ready,
                sts.ready,
                folder,
                inputs=pathlib.Path(own.get("INPUTS", suite.ROOT / "inputs")).absolute(),
                modes=own.get("MODES", ",".join(MODES)).split(","),
                sets=own.get("SETS", ""),
            )
            cost = suite.cost(simulator.ready)
        finally:
            sts.stop()
    finally:
        simulator.stop()
    shutil.rmtree(folder)
    print("one run costs {claims} claims, {releases} releases, and these calls: {calls}".format(**cost))
    if cost["left"]:
        print(f"{cost['left']} numbers are left claimed", file=sys.stderr)
        code = 1
    print("contract tests v2: {passed} passed, {failed} failed, {skipped} skipped".format(**counts))
    return code


def _start_sts(folder: pathlib.Path) -> processes.Program:
    command = [str(suite.ROOT / ".tools/proxy/bin/python"), "-m", "connect_local.stack.sts_proxy"]
    return processes.Program("sts", command, folder, stack.PYTHON_PATH)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
