"""The packages that ``cfn submit`` uploads: a zip with schema, settings, inputs and the handlers' jar."""

import dataclasses
import io
import json
import pathlib
import re
import zipfile

from ..json_types import Json
from . import objects
from .schema import ResourceSchema, UnusableSchema

SCHEMA = "schema.json"
SETTINGS = ".rpdk-config"


class BadPackage(ValueError):
    """A package that cannot be registered; the message says why."""


@dataclasses.dataclass(frozen=True)
class Package:
    """An unpacked package."""

    archive: pathlib.Path
    schema: ResourceSchema
    settings: Json
    # None where the package has none, or more than one.
    jar: pathlib.Path | None

    @property
    def entry_points(self) -> list[str]:
        """``Class::method`` of the function and, where there is one, of the function that tests call."""
        named = (self.settings.get(name) for name in ("entrypoint", "testEntrypoint"))
        return [entry_point for entry_point in named if entry_point]


def fetch(url: str, endpoint: str) -> bytes:
    """The object at an S3 URL, from the S3 at ``endpoint``. Raises BadPackage."""
    try:
        return objects.get(url, endpoint)
    except (OSError, ValueError) as failure:
        # Belief (guess; registration): A package that the registering user cannot read ends the registration as
        # FAILED. Source: API reference, RegisterType, names the right that the user needs, not the error. Test:
        # test_registry.py::test_a_package_that_cannot_be_used_fails_and_says_why.
        raise BadPackage(f"The package {url} cannot be read: {failure}") from failure


def unpack(archive: bytes, folder: pathlib.Path) -> Package:
    """The package, in ``folder``, which is made. Raises BadPackage."""
    folder.mkdir(parents=True)
    path = folder / "package.zip"
    path.write_bytes(archive)
    try:
        with zipfile.ZipFile(io.BytesIO(archive)) as file:
            schema = ResourceSchema(file.read(SCHEMA).decode())
            settings: Json = json.loads(file.read(SETTINGS))
            jars = [name for name in file.namelist() if re.fullmatch(r"target/[^/]+\.jar", name)]
            jar = pathlib.Path(file.extract(jars[0], folder)) if len(jars) == 1 else None
    except (zipfile.BadZipFile, KeyError, ValueError) as problem:
        # ValueError is JSON's and the schema's.
        reason = problem if isinstance(problem, UnusableSchema) else f"it has no readable {SCHEMA} and {SETTINGS}"
        raise BadPackage(f"The package cannot be used: {reason}") from problem
    return Package(path, schema, settings, jar)
