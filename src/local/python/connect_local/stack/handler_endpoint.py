"""Command and variables with which a jar's handlers start behind the Lambda Invoke API: HandlerEndpoint.java."""

import pathlib
import shutil
import tempfile
from collections.abc import Sequence

from .checkout import ENDPOINT_SOURCE, JAVA, ROOT

# What the build has compiled the source to, among the tests.
CLASSES = ROOT / "target/test-classes/com/example/connect/local"
NAME = "com.example.connect.local.HandlerEndpoint"


def command(jar: pathlib.Path, folder: pathlib.Path, entry_points: Sequence[str]) -> list[str]:
    """On the jar, with nothing but the endpoint beside it.

    ``folder`` gets a temporary folder that is this process's alone: the handlers empty it.
    """
    temporary = tempfile.mkdtemp(prefix="tmp-", dir=folder)
    java = [*JAVA, f"-Djava.io.tmpdir={temporary}", "-cp"]
    compiled = _compiled(folder)
    if compiled is None:
        return [*java, str(jar), str(ENDPOINT_SOURCE), "0", *entry_points]
    return [*java, f"{jar}:{compiled}", NAME, "0", *entry_points]


def environment(region: str, connect: str | None) -> dict[str, str]:
    """The variables by which the handlers find their Region and, where there is one, the simulator at ``connect``."""
    return {
        **({"AWS_ENDPOINT_URL_CONNECT": connect} if connect else {}),
        "AWS_REGION": region,
        "AWS_EC2_METADATA_DISABLED": "true",
    }


def _compiled(folder: pathlib.Path) -> pathlib.Path | None:
    """A folder with the compiled endpoint alone, which starts a second sooner than its source; None where it is old."""
    classes = list(CLASSES.glob("HandlerEndpoint*.class"))
    if not classes or min(path.stat().st_mtime for path in classes) < ENDPOINT_SOURCE.stat().st_mtime:
        return None
    alone = folder / "endpoint"
    package = alone / "com/example/connect/local"
    package.mkdir(parents=True, exist_ok=True)
    for path in classes:
        shutil.copy(path, package)
    return alone
