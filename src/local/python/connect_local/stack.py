"""The local stack: the simulator, the handler endpoint and the local CloudFormation, wired to each other."""

import contextlib
import os
import pathlib
import shlex
import shutil
import sys
import tempfile

from . import processes

ROOT = pathlib.Path(__file__).resolve().parents[4]
SCHEMA = ROOT / "example-connect-phonenumber.json"
JAR = ROOT / "target/example-connect-phonenumber-handler-1.0-SNAPSHOT.jar"
ENDPOINT_SOURCE = ROOT / "src/local/java/com/example/connect/local/HandlerEndpoint.java"
JAVA = ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"]

# What the stack itself takes; every other knob is the simulator's, QUOTA=5 its --quota=5.
KNOBS = {
    "SIMULATOR_PORT": "0",
    "HANDLERS_PORT": "0",
    "CLOUDFORMATION_PORT": "0",
    "CLOCK": "real",
    "IDENTIFIER_DEADLINE": "60",
    "TYPE_CONFIGURATION": "null",
}


class InvalidKnob(ValueError):
    """A knob that cannot be understood; the message names it and the remedy."""


class LocalStack:
    """The running programs, and what a user of them needs to know."""

    def __init__(self, folder, knobs, detached=False):
        """Starts everything, with logs in ``folder``; nothing is left running if that fails."""
        own = {**KNOBS, **{name: value for name, value in knobs.items() if name in KNOBS}}
        if own["CLOCK"] not in ("real", "moved"):
            raise InvalidKnob(f"CLOCK={own['CLOCK']}: say real (waits are waited) or moved (the clock is moved)")
        self._programs = []
        self.folder = folder
        try:
            start = self._start(detached)
            self.simulator = start(
                "simulator",
                simulator_command(
                    f"--port={own['SIMULATOR_PORT']}",
                    *(_option(name, value) for name, value in knobs.items() if name not in KNOBS),
                ),
            )
            self.handlers = start("handlers", self._handlers_command(own), self._handlers_environment())
            self.cloudformation = start("cloudformation", self._cloudformation_command(own), PYTHON_PATH)
        except BaseException:
            self.stop()
            raise

    @property
    def environment(self):
        """The variables that point the AWS tools here."""
        ready = self.simulator
        return {
            "AWS_ENDPOINT_URL_CLOUDFORMATION": self.cloudformation["endpoint"],
            "AWS_ENDPOINT_URL_CLOUDCONTROL": self.cloudformation["endpoint"],
            "AWS_ENDPOINT_URL_CONNECT": ready["endpoint"],
            # Where CloudFormation keeps nested and packaged templates.
            "AWS_ENDPOINT_URL_S3": self.cloudformation["endpoint"],
            "AWS_REGION": ready["region"],
            "AWS_DEFAULT_REGION": ready["region"],
            # ministack takes an access key of twelve digits for the account.
            "AWS_ACCESS_KEY_ID": ready["account"],
            "AWS_SECRET_ACCESS_KEY": "local",
            "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_PAGER": "",
            "CONNECT_INSTANCE_ARN": ready["instanceArn"],
            "CONNECT_OTHER_INSTANCE_ARN": ready["otherInstanceArn"],
            "CONNECT_TDG_ARN": ready["tdgArn"],
            "CONNECT_FLOW_ARN": ready["flowArn"],
            "CONNECT_SOURCE_PHONE_NUMBER_ARN": ready["sourcePhoneNumberArn"],
        }

    @property
    def identities(self):
        return [program.identity for program in self._programs]

    def stop(self):
        while self._programs:
            self._programs.pop().stop()

    def _start(self, detached):
        def start(name, command, environment=None):
            program = processes.Program(name, command, self.folder, environment, detached)
            self._programs.append(program)
            return program.ready

        return start

    def _handlers_command(self, own):
        # The handlers empty this folder, so that it must be theirs alone.
        temporary = self.folder / "handlers.tmp"
        shutil.rmtree(temporary, ignore_errors=True)
        temporary.mkdir()
        command = [*JAVA, f"-Djava.io.tmpdir={temporary}", "-cp", str(JAR)]
        return [*command, str(ENDPOINT_SOURCE), own["HANDLERS_PORT"]]

    def _handlers_environment(self):
        return {
            "AWS_ENDPOINT_URL_CONNECT": self.simulator["endpoint"],
            "AWS_REGION": self.simulator["region"],
            "AWS_EC2_METADATA_DISABLED": "true",
        }

    def _cloudformation_command(self, own):
        moved = ["--moved-clock", self.simulator["endpoint"]] if own["CLOCK"] == "moved" else []
        return [
            *(str(ROOT / ".tools/stack/bin/python"), "-m", "connect_local.engine"),
            *("--schema", str(SCHEMA), "--handlers", self.handlers["endpoint"]),
            *("--region", self.simulator["region"], "--port", own["CLOUDFORMATION_PORT"]),
            *("--connect", self.simulator["endpoint"]),
            *("--identifier-deadline", own["IDENTIFIER_DEADLINE"]),
            *("--type-configuration", own["TYPE_CONFIGURATION"], *moved),
        ]


@contextlib.contextmanager
def running(**knobs):
    """A local stack of one's own, which ends with the block; its logs stay where the block fails."""
    (ROOT / ".local").mkdir(exist_ok=True)
    folder = pathlib.Path(tempfile.mkdtemp(prefix="stack-", dir=ROOT / ".local"))
    stack = LocalStack(folder, knobs)
    try:
        yield stack
    except BaseException:
        print(f"The logs are in {folder}", file=sys.stderr)
        raise
    else:
        stack.stop()
        shutil.rmtree(folder)
    finally:
        stack.stop()


def simulator_command(*options):
    """The simulator alone."""
    class_path = (ROOT / "target/local.classpath").read_text().strip()
    path = f"{ROOT}/target/test-classes{os.pathsep}{class_path}"
    return [*JAVA, "-cp", path, "com.example.connect.simulator.Main", *options]


def exports(environment):
    """The lines that set the variables in a shell."""
    return "\n".join(f"export {name}={shlex.quote(value)}" for name, value in environment.items())


def parse_knobs(arguments):
    """NAME=value arguments as a dictionary. Raises InvalidKnob."""
    for argument in arguments:
        if "=" not in argument or not argument.partition("=")[0].replace("_", "").isupper():
            raise InvalidKnob(f"{argument}: knobs are given as NAME=value, for example QUOTA=100")
    return dict(argument.split("=", 1) for argument in arguments)


PYTHON_PATH = {"PYTHONPATH": str(ROOT / "src/local/python"), "PYTHONDONTWRITEBYTECODE": "1"}


def _option(name, value):
    return f"--{name.lower().replace('_', '-')}={value}"
