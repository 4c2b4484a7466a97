"""What ``cfn test --v2`` calls as ``docker``, on its PATH for that one command.

It answers the commands that the pinned CLI sends, with just their arguments: info, pull, image inspect, run. Instead of
a container of Amazon's image, which cannot be had offline, ``run`` starts our executor on the artefact, and says so.
"""

import dataclasses
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import urllib.request
import zipfile
from collections.abc import Mapping, Sequence

from .settings import NoSettings, Settings

NOT_UNDERSTOOD = 125  # docker's own code for a command that it does not run
WORK = "/work"
NOTICE = (
    "This is not Docker and not Amazon's image: a stand-in that runs the documented rules of the contract tests v2. "
    "What passes here has not been judged by Amazon."
)
# Belief (official; registration): cfn test --v2 runs an image of Amazon's by these docker commands. Source:
# cloudformation-cli 0.2.41, its source. Test: test_docker.py::test_a_run_is_understood_as_the_cli_writes_it,
# test_docker.py::test_what_the_cli_asks_first_is_answered_and_says_what_this_is.
COMMAND = ["--extension", "contract-tests", "run-tests"]


class Refused(ValueError):
    """A command that the pinned CLI does not send; the message says which."""


@dataclasses.dataclass(frozen=True)
class Run:
    """A ``docker run`` as ``cfn test --v2`` writes it."""

    names: tuple[str, ...]
    """The variables that the container gets."""
    root: pathlib.Path
    image: str
    artifact: pathlib.Path
    region: str
    output: pathlib.Path


def main(arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    """docker's exit code."""
    match list(arguments):
        case ["info"]:
            print(NOTICE)
            return 0
        case ["pull", image] | ["image", "inspect", image]:
            print(f"{image}: {NOTICE}")
            return 0
        case ["run", *_]:
            return _run(arguments, environment)
    return _refuse(arguments)


def parse(arguments: Sequence[str]) -> Run:
    """The Run. Raises Refused for anything but what the CLI sends."""
    rest = list(arguments)
    _expect(rest, ["run", "--rm"], arguments)
    names: list[str] = []
    while rest[:1] == ["-e"] and len(rest) > 1 and re.fullmatch(r"[A-Z_]+", rest[1]):
        names.append(rest[1])
        del rest[:2]
    _expect(rest, ["-v"], arguments)
    if len(rest) != 11 or not rest[0].endswith(f":{WORK}"):
        raise Refused(" ".join(arguments))
    root = pathlib.Path(rest.pop(0).removesuffix(f":{WORK}"))
    image = rest.pop(0)
    _expect(rest, COMMAND, arguments)
    artifact, direct, region_flag, region, output_flag, output = rest
    if (direct, region_flag, output_flag) != ("--direct-jar", "-r", "-o"):
        raise Refused(" ".join(arguments))
    return Run(tuple(names), root, image, _mounted(artifact, root), region, _mounted(output, root))


def _expect(rest: list[str], words: list[str], arguments: Sequence[str]) -> None:
    if rest[: len(words)] != words:
        raise Refused(" ".join(arguments))
    del rest[: len(words)]


def _mounted(path: str, root: pathlib.Path) -> pathlib.Path:
    if not path.startswith(f"{WORK}/"):
        raise Refused(f"{path} is not below {WORK}")
    return root / path.removeprefix(f"{WORK}/")


def _refuse(arguments: Sequence[str]) -> int:
    print(
        f"docker {' '.join(arguments)}: this stand-in answers only what cfn test --v2 (cloudformation-cli 0.2.41) "
        f"sends: info, pull IMAGE, image inspect IMAGE, run. {NOTICE}",
        file=sys.stderr,
    )
    return NOT_UNDERSTOOD


def _run(arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    try:
        run = parse(arguments)
        settings = Settings.read()
    except (Refused, NoSettings) as refused:
        print(refused, file=sys.stderr)
        return _refuse(arguments)
    print(NOTICE, flush=True)
    # As in a container: the variables that were named, and nothing else of the caller's.
    inside = {name: environment[name] for name in run.names if name in environment}
    codes = [_lint(run, settings)]
    for mode in settings.modes:
        codes.append(_execute(mode, run, settings, inside))
    return 1 if any(codes) else 0


def _lint(run: Run, settings: Settings) -> int:
    with tempfile.TemporaryDirectory(prefix="contract-v2-") as folder:
        schema = pathlib.Path(folder) / "schema.json"
        with zipfile.ZipFile(run.artifact) as artifact:
            schema.write_bytes(artifact.read("schema.json"))
        command = [settings.linter, "-m", "contract_v2.linter", str(schema)]
        if settings.previous_schema:
            command += ["--previous", settings.previous_schema]
        command += ["--report", f"{run.output}/schema/junit.xml"]
        return subprocess.run(command).returncode


def _execute(mode: str, run: Run, settings: Settings, inside: Mapping[str, str]) -> int:
    if settings.before_each_mode:
        request = urllib.request.Request(settings.before_each_mode, b"{}", {"Content-Type": "application/json"})
        urllib.request.urlopen(request, timeout=30).close()
    command = [
        *("java", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", settings.executor),
        *("com.example.contract.Main", "run-tests", str(run.artifact), "-r", run.region),
        *("-o", str(run.output), "--account", settings.account, "--mode", mode, "--libraries", settings.libraries),
    ]
    for option, value in (("--clock", settings.clock), ("--sets", settings.sets)):
        if value:
            command += [option, value]
    path = {"PATH": os.environ["PATH"]}
    return subprocess.run(command, env={**path, **inside, **settings.environment}).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ))
