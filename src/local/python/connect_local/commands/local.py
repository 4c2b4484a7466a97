"""make local and make local-stop: a local stack that stays until it is told to end."""

import json
import sys
from collections.abc import Mapping, Sequence

from .. import stack
from ..stack import processes
from ..stack.problems import Refused, told

FOLDER = stack.ROOT / ".local"
STATE = FOLDER / "running.json"
ENV = FOLDER / "env"

MESSAGE = """\
The local CloudFormation and the local Amazon Connect are running. To use them in this shell:

    . .local/env
    aws cloudformation deploy --template-file examples/searched.yml --stack-name hotline \\
        --parameter-overrides TargetArn=$CONNECT_INSTANCE_ARN
    aws connect list-phone-numbers-v2

Logs: .local/*.log      End it: make local-stop
"""


@told
def main(arguments: Sequence[str]) -> int:
    command, *knobs = arguments
    return {"start": start, "stop": stop}[command](stack.parse_knobs(knobs))


def start(knobs: Mapping[str, str]) -> int:
    FOLDER.mkdir(exist_ok=True)
    if any(map(processes.is_running, _identities())):
        raise Refused("It is running already: make local-stop ends it.")
    started = stack.LocalStack(FOLDER, knobs, detached=True)
    try:
        STATE.write_text(json.dumps(started.identities))
        # A profile or session of the user's would get in the way of the keys below.
        ENV.write_text("unset AWS_PROFILE AWS_SESSION_TOKEN\n" + stack.exports(started.environment) + "\n")
    except OSError:
        started.stop()
        STATE.unlink(missing_ok=True)
        raise
    print(MESSAGE)
    return 0


def stop(_knobs: Mapping[str, str]) -> int:
    for identity in _identities():
        processes.stop(identity)
    for file in (STATE, ENV):
        file.unlink(missing_ok=True)
    return 0


def _identities() -> list[processes.Identity]:
    if not STATE.exists():
        return []
    try:
        identities: list[processes.Identity] = json.loads(STATE.read_text())
    except ValueError as unreadable:
        raise Refused(
            f"{STATE} cannot be read, so what it started is not known: end the processes that"
            " `ps -ef | grep -e connect-simulator -e connect_local` shows, then remove the file"
        ) from unreadable
    return identities


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
