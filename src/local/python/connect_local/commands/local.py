"""make local and make local-stop: a local stack that stays until it is told to end."""

import json
import sys
from collections.abc import Mapping

from .. import stack
from ..stack import processes

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


def main(arguments: list[str]) -> int:
    command, *knobs = arguments
    try:
        return {"start": start, "stop": stop}[command](stack.parse_knobs(knobs))
    except (stack.InvalidKnob, processes.NotReady) as problem:
        print(problem, file=sys.stderr)
        return 1


def start(knobs: Mapping[str, str]) -> int:
    FOLDER.mkdir(exist_ok=True)
    if any(map(processes.is_running, _identities())):
        print("It is running already: make local-stop ends it.", file=sys.stderr)
        return 1
    started = stack.LocalStack(FOLDER, knobs, detached=True)
    STATE.write_text(json.dumps(started.identities))
    # A profile or session of the user's would get in the way of the keys below.
    ENV.write_text("unset AWS_PROFILE AWS_SESSION_TOKEN\n" + stack.exports(started.environment) + "\n")
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
    identities: list[processes.Identity] = json.loads(STATE.read_text())
    return identities


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
