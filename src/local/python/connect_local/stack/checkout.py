"""Where things are in this checkout."""

import os
import pathlib

ROOT = pathlib.Path(__file__).resolve().parents[5]
SCHEMA = ROOT / "example-connect-phonenumber.json"
JAR = ROOT / "target/example-connect-phonenumber-handler-1.0-SNAPSHOT.jar"
ENDPOINT_SOURCE = ROOT / "src/local/java/com/example/connect/local/HandlerEndpoint.java"
JAVA = ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"]

# The variables with which a Python of another environment finds this package.
PYTHON_PATH = {
    "PYTHONPATH": str(ROOT / "src/local/python"),
    "PYTHONPYCACHEPREFIX": os.environ.get("PYTHONPYCACHEPREFIX", str(ROOT / ".tools/bytecode")),
}


def python(environment: str) -> str:
    """The Python of one of the environments that ``make tools`` makes."""
    return str(ROOT / ".tools" / environment / "bin/python")
