"""Where things are in this checkout."""

import os
import pathlib
import shutil

ROOT = pathlib.Path(__file__).resolve().parents[5]
SCHEMA = ROOT / "example-connect-phonenumber.json"
JAR = ROOT / "target/example-connect-phonenumber-handler-1.0-SNAPSHOT.jar"
CFN = ROOT / ".tools/cfn/bin/cfn"
ENDPOINT_SOURCE = ROOT / "src/local/java/com/example/connect/local/HandlerEndpoint.java"
JAVA = ["java", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"]

# What cfn reads of the type's project, beside its inputs and its jar.
PROJECT = (".rpdk-config", "example-connect-phonenumber.json", "pom.xml", "resource-role.yaml", "template.yml")

# The variables with which a Python of another environment finds this package.
PYTHON_PATH = {
    "PYTHONPATH": str(ROOT / "src/local/python"),
    "PYTHONPYCACHEPREFIX": os.environ.get("PYTHONPYCACHEPREFIX", str(ROOT / ".tools/bytecode")),
}


def python(environment: str) -> str:
    """The Python of one of the environments that ``make tools`` makes."""
    return str(ROOT / ".tools" / environment / "bin/python")


def copy_project(folder: pathlib.Path, inputs: pathlib.Path = ROOT / "inputs") -> None:
    """The type's project with these inputs and the jar that is built, in ``folder``: cfn writes into a project."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in PROJECT:
        shutil.copy(ROOT / name, folder / name)
    shutil.copytree(inputs, folder / "inputs")
    for name in ("target", "src", "docs"):
        (folder / name).mkdir()
    shutil.copy(JAR, folder / "target" / JAR.name)
