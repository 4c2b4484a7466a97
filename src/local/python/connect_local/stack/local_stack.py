"""The local stack: the simulator and the local CloudFormation, wired to each other, with the type registered."""

import contextlib
import pathlib
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence

from ..json_types import Json
from . import handler_endpoint, registering
from .checkout import JAR, JAVA, PYTHON_PATH, ROOT, python
from .knobs import KNOBS, option, own
from .processes import Identity, Program
from .registering import Registry


class LocalStack:
    """The running programs, and what a user of them needs to know."""

    def __init__(self, folder: pathlib.Path, knobs: Mapping[str, str], detached: bool = False) -> None:
        """Starts everything, with logs in ``folder``; nothing is left running if that fails."""
        self._own = own(knobs)
        self._detached = detached
        self._programs: list[Program] = []
        self.folder = folder
        options = [option(name, value) for name, value in knobs.items() if name not in KNOBS]
        # Registered packages, with their functions' logs: those of an earlier start are of no use.
        shutil.rmtree(folder / "types", ignore_errors=True)
        try:
            simulator = simulator_command(f"--port={self._own['SIMULATOR_PORT']}", *options)
            self.simulator = self._start("simulator", simulator)
            self.cloudformation = self._start("cloudformation", self._cloudformation_command(), PYTHON_PATH)
            self._register()
        except BaseException:
            self.stop()
            raise

    @property
    def environment(self) -> dict[str, str]:
        """The variables that point the AWS tools here."""
        ready = self.simulator
        return {
            "AWS_ENDPOINT_URL_CLOUDFORMATION": self.cloudformation["endpoint"],
            "AWS_ENDPOINT_URL_CLOUDCONTROL": self.cloudformation["endpoint"],
            "AWS_ENDPOINT_URL_CONNECT": ready["endpoint"],
            # What they tell of phone numbers, the simulator knows.
            "AWS_ENDPOINT_URL_SERVICE_QUOTAS": ready["endpoint"],
            "AWS_ENDPOINT_URL_CLOUDTRAIL": ready["endpoint"],
            # Where CloudFormation keeps nested and packaged templates.
            "AWS_ENDPOINT_URL_S3": self.cloudformation["endpoint"],
            # Scripts ask it for the account before anything else.
            "AWS_ENDPOINT_URL_STS": self.cloudformation["endpoint"],
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
    def identities(self) -> list[Identity]:
        return [program.identity for program in self._programs]

    def stop(self) -> None:
        while self._programs:
            self._programs.pop().stop()

    def _start(self, name: str, command: Sequence[str], environment: Mapping[str, str] | None = None) -> Json:
        """What the program says when it is ready."""
        program = Program(name, command, self.folder, environment, self._detached)
        self._programs.append(program)
        return program.ready

    def _register(self) -> None:
        """Brings the type in, by the only way there is; ``package`` is where its package is."""
        ready = self.simulator
        registry = Registry(self.cloudformation["endpoint"], ready["account"], ready["region"])
        type_name = registering.settings()["typeName"]
        self.package = registry.upload(type_name, registering.package())
        registry.register(type_name, self.package)
        if self._own["TYPE_CONFIGURATION"]:
            registry.configure(type_name, self._own["TYPE_CONFIGURATION"])

    def _cloudformation_command(self) -> list[str]:
        own = self._own
        deadline = ["--identifier-deadline", own["IDENTIFIER_DEADLINE"]] if own["IDENTIFIER_DEADLINE"] else []
        moved = ["--moved-clock", self.simulator["endpoint"]] if own["CLOCK"] == "moved" else []
        return engine_command(
            self.folder,
            *("--region", self.simulator["region"], "--port", own["CLOUDFORMATION_PORT"]),
            *("--connect", self.simulator["endpoint"]),
            *("--contract-tests", own["CONTRACT_TESTS"], "--untested-bucket", registering.BUCKET),
            *("--hold-seconds", own["HOLD_SECONDS"]),
            *(*deadline, *moved),
        )


@contextlib.contextmanager
def running(**knobs: str) -> Iterator[LocalStack]:
    """A local stack of one's own, which ends with the block; its logs stay where the block fails."""
    with own_folder("stack-") as folder:
        stack = LocalStack(folder, knobs)
        try:
            yield stack
        finally:
            stack.stop()


@contextlib.contextmanager
def own_folder(prefix: str) -> Iterator[pathlib.Path]:
    """A new folder for logs, removed after the block unless it fails."""
    (ROOT / ".local").mkdir(exist_ok=True)
    folder = pathlib.Path(tempfile.mkdtemp(prefix=prefix, dir=ROOT / ".local"))
    try:
        yield folder
    except BaseException:
        print(f"The logs are in {folder}", file=sys.stderr)
        raise
    shutil.rmtree(folder)


def simulator_command(*options: str) -> list[str]:
    """The simulator alone, on a free port unless the options say another."""
    return [*JAVA, "-jar", str(ROOT / "target/connect-simulator.jar"), "--port=0", *options]


def engine_command(folder: pathlib.Path, *options: str) -> list[str]:
    """The local CloudFormation alone, which keeps registered packages in ``folder``; wants PYTHON_PATH."""
    engine = [python("stack"), "-m", "connect_local.cloudformation.engine"]
    return [*engine, "--folder", str(folder / "types"), *options]


def handlers_command(folder: pathlib.Path) -> list[str]:
    """A handler endpoint of its own, beside any CloudFormation."""
    settings = registering.settings()
    return handler_endpoint.command(JAR, folder, [settings["entrypoint"], settings["testEntrypoint"]])


def handlers_environment(simulator: Json) -> dict[str, str]:
    """The variables that point the handlers at a simulator, given what it said when it was ready."""
    return handler_endpoint.environment(simulator["region"], simulator["endpoint"])


def exports(environment: Mapping[str, str]) -> str:
    """The lines that set the variables in a shell."""
    return "\n".join(f"export {name}={shlex.quote(value)}" for name, value in environment.items())
