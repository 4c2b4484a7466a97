"""The AWS CLI, pointed at local endpoints and at nobody's account."""

import json
import os
import pathlib
import select
import subprocess
import threading

from .stack import ROOT

AWS = str(ROOT / ".tools/aws/bin/aws")
# -P: modules beside the script must not stand in for the CLI's own.
WARM = [str(ROOT / ".tools/aws/bin/python"), "-P", str(pathlib.Path(__file__).with_name("warm_aws.py"))]

COMMAND_SECONDS = 120


def alone(environment):
    """The process's variables, with these in the place of all that the user has set for AWS."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    return {**kept, **environment, "AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull}


class WarmCli:
    """A process that runs one command after another; it ends when its standard input does, with this process."""

    def __init__(self, environment):
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        self._process = subprocess.Popen(WARM, **pipes, text=True, env=alone(environment))
        self._busy = threading.Lock()

    def run(self, *arguments):
        """Exit status, standard output and standard error of ``aws ARGUMENTS``."""
        with self._busy:
            print(json.dumps(arguments), file=self._process.stdin, flush=True)
            if not select.select([self._process.stdout], [], [], COMMAND_SECONDS)[0]:
                self._process.kill()
                raise TimeoutError(f"aws {' '.join(arguments)}")
            return json.loads(self._process.stdout.readline())
