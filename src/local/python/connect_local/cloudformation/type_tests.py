"""TestType: the contract tests of a version that is registered, on a thread of their own."""

import logging

from . import threads
from .contract_tests import ContractTests
from .execution_role import CannotAssume, credentials
from .objects import put
from .registry import Type, Version

log = logging.getLogger(__name__)


class TypeTests:
    """Runs them and keeps what came of them with the version."""

    def __init__(self, tests: ContractTests, endpoint: str) -> None:
        self._tests = tests
        self._endpoint = endpoint

    def begin(self, of_type: Type, version: Version, bucket: str | None) -> None:
        version.tests, version.tests_description = "IN_PROGRESS", "The contract tests are running."
        threads.begin(self._work, of_type, version, bucket)

    def _work(self, of_type: Type, version: Version, bucket: str | None) -> None:
        configuration = of_type.configuration
        try:
            own = credentials(version.execution_role_arn, version.arn)
            report = self._tests.run(version.package, own, configuration.text if configuration else None)
            if bucket:
                key = f"CloudFormation/{version.arn.rpartition(':')[2]}/contract-tests.txt"
                put(f"s3://{bucket}/{key}", report.file.read_bytes(), self._endpoint)
            version.tests_description = report.told
            version.tests = "PASSED" if report.passed else "FAILED"
        except (CannotAssume, OSError) as failure:
            version.tests, version.tests_description = "FAILED", str(failure)
        except Exception as defect:
            log.exception("The tests of %s", version.arn)
            version.tests, version.tests_description = "FAILED", f"The local registry failed: {defect!r}"
