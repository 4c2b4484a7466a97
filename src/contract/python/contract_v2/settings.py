"""What a run of the suite knows beyond what ``cfn test --v2`` hands to ``docker``."""

import dataclasses
import json
import os
import pathlib

# Where the stand-in finds the settings: the CLI passes its whole environment on to what it calls as docker.
VARIABLE = "CONTRACT_V2_SETTINGS"
MODES = ("own-jvm", "child-first", "parent-first")


class NoSettings(RuntimeError):
    """The stand-in was called by something else than a run of the suite."""


@dataclasses.dataclass(frozen=True)
class Settings:
    """Paths, and where the service is. Class paths are those of ``java -cp``."""

    executor: str
    """The class path of the executor."""
    libraries: str
    """The class path of others' libraries, which the jar lives with in two of the modes."""
    linter: str
    """The Python that has the linter's rules."""
    account: str
    environment: dict[str, str]
    """What the handlers' JVM gets besides the variables that the CLI names: the service's endpoint."""
    modes: tuple[str, ...] = MODES
    clock: str = ""
    """A URL that moves the service's clock; without it, waits are waited."""
    before_each_mode: str = ""
    """A URL to POST to, so that each mode starts from the same state."""
    previous_schema: str = ""
    sets: str = ""

    def write(self, path: pathlib.Path) -> None:
        path.write_text(json.dumps(dataclasses.asdict(self)))

    @staticmethod
    def read() -> "Settings":
        path = os.environ.get(VARIABLE)
        if not path:
            raise NoSettings(f"{VARIABLE} is not set: this docker is for one command, make contract")
        return Settings(**json.loads(pathlib.Path(path).read_text()))
