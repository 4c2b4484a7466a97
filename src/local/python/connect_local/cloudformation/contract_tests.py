"""The contract tests v2 of an uploaded package, as a registration and TestType run them; beside the engine."""

import dataclasses
import json
import os
import pathlib
import subprocess
import sys
from collections.abc import Mapping

from ministack.core.responses import get_account_id, get_region

from ..json_types import Json
from ..stack.checkout import PYTHON_PATH, ROOT
from .handlers import Caller
from .packages import BadPackage, Package
from .schema import ResourceSchema

COMMAND = [sys.executable, "-m", "contract_v2.registration"]
MOST_SECONDS = 1800


@dataclasses.dataclass(frozen=True)
class Report:
    """What came of a run; ``told`` is short, and names the file that has the whole."""

    passed: bool
    told: str
    file: pathlib.Path


class ContractTests:
    """Runs them; a registration leaves them out where ``enabled`` is false, and for packages of ``untested_bucket``."""

    def __init__(self, enabled: bool, untested_bucket: str | None) -> None:
        self._enabled = enabled
        self._untested = f"s3://{untested_bucket}/"

    def are_left_out(self, url: str) -> bool:
        """For the package at this URL."""
        return not self._enabled or url.startswith(self._untested)

    def run(self, package: Package, credentials: Json | None, configuration: str | None) -> Report:
        given = Caller(get_account_id(), get_region(), own_credentials=credentials).credentials
        environment = {
            "CALLER_AWS_ACCESS_KEY_ID": given["accessKeyId"],
            "CALLER_AWS_SECRET_ACCESS_KEY": given["secretAccessKey"],
            "CALLER_AWS_SESSION_TOKEN": given["sessionToken"],
            **({"TYPE_CONFIGURATION": configuration} if configuration else {}),
        }
        return self._report(package, ["run"], environment)

    def compare(self, previous: ResourceSchema, package: Package) -> None:
        """Raises BadPackage where the schema breaks what the previous one promised."""
        # Belief (official; registration): A version whose schema removes a property or tightens one is refused.
        # Source: CloudFormation CLI user guide, contract tests v2; PyPI resource-schema-guard-rail 0.0.22. Test:
        # test_registry.py::test_a_schema_that_breaks_the_one_before_is_refused.
        path = package.archive.with_name("previous-schema.json")
        path.write_text(previous.text, encoding="utf-8")
        report = self._report(package, ["compare", "--previous", str(path)], {})
        if not report.passed:
            raise BadPackage(report.told)

    @staticmethod
    def _report(package: Package, arguments: list[str], environment: Mapping[str, str]) -> Report:
        folder = package.archive.parent
        file = folder / f"contract-tests-{arguments[0]}.txt"
        command = [
            *(*COMMAND, *arguments, "--artifact", str(package.archive), "--output", str(folder / "contract-tests")),
            *("--account", get_account_id(), "--region", get_region()),
        ]
        python_path = os.pathsep.join([PYTHON_PATH["PYTHONPATH"], str(ROOT / "src/contract/python")])
        inside = {**os.environ, **PYTHON_PATH, "PYTHONPATH": python_path, **environment}
        with file.open("w") as output:
            done = subprocess.run(
                command, env=inside, stdout=output, stderr=subprocess.STDOUT, timeout=MOST_SECONDS, check=False
            )
        lines = file.read_text(errors="replace").splitlines()
        told = (
            json.loads(lines[-1])["told"] if done.returncode in (0, 1) and lines else "The contract tests did not run"
        )
        return Report(done.returncode == 0, f"{told} The report is {file}.", file)
