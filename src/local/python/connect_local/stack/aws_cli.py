"""The AWS CLI, pointed at local endpoints and at nobody's account."""

import json
import os
import pathlib
import select
import subprocess
import threading
from collections.abc import Mapping

from .checkout import ROOT, python

AWS = str(ROOT / ".tools/aws/bin/aws")
# -P: modules beside the script must not stand in for the CLI's own.
WORKER = [python("aws"), "-P", str(pathlib.Path(__file__).with_name("aws_cli_worker.py"))]

COMMAND_SECONDS = 120


def alone(environment: Mapping[str, str]) -> dict[str, str]:
    """The process's variables, with these in the place of all that the user has set for AWS."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    return {**kept, **environment, "AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull}


class WarmCli:
    """A process that runs one command after another; it ends when its standard input does, with this process."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._process = subprocess.Popen(
            WORKER,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=alone(environment),
            # Ctrl-C is for this process, which ends that one.
            start_new_session=True,
        )
        self._busy = threading.Lock()

    def run(self, *arguments: str) -> tuple[int, str, str]:
        """Exit status, standard output and standard error of ``aws ARGUMENTS``."""
        asked, answer = self._process.stdin, self._process.stdout
        assert asked is not None and answer is not None
        with self._busy:
            print(json.dumps(arguments), file=asked, flush=True)
            if not select.select([answer], [], [], COMMAND_SECONDS)[0]:
                self._process.kill()
                raise TimeoutError(f"aws {' '.join(arguments)}")
            status, said, complained = json.loads(answer.readline())
            return status, said, complained
