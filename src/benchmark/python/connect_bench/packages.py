"""The packages that the benchmarks of the jar and of the cold start compare."""

import os
import pathlib
import shutil
import subprocess
import zipfile
from collections.abc import Mapping

from .local import JAR, ROOT

FOLDER = ROOT / "target/benchmark"
TEMPLATE = FOLDER / "init-template/init-template-1.0-SNAPSHOT.jar"
WHOLE = ROOT / "target/packaging/whole.jar"
REGIONS = "software/amazon/awssdk/regions/"
SERVICE_METADATA = "GeneratedServiceMetadataProvider"
PACKAGE = "com/example/connect/phonenumber"

# What stands in place of a class of src/cold-start: the same without its trick; the first, without any.
WITHOUT = {
    "PhoneNumberFunction": "public final class PhoneNumberFunction extends HandlerWrapper {}",
    "LeanFunction": "class LeanFunction extends HandlerWrapper {}",
    "WarmUp": "final class WarmUp { static void run() {} }",
}


def template() -> pathlib.Path:
    """The jar that the init template's packaging makes of the same handlers, without src/cold-start."""
    pom = "src/benchmark/packaging/init-template.xml"
    subprocess.run(["mvn", "-q", "-B", "-f", pom, "package"], cwd=ROOT, check=True)
    return _written("template", TEMPLATE, _compiled("PhoneNumberFunction") | _sdks_own_services())


def shipped() -> pathlib.Path:
    """The jar that ships, written anew as those without a trick are, so that they differ in nothing else."""
    return _written("shipped", JAR, {})


def without(trick: str) -> pathlib.Path:
    """The jar that ships, less one trick."""
    return _written(f"without-{trick}", JAR, _sdks_own_services() if trick == SERVICE_METADATA else _compiled(trick))


def classes(jar: pathlib.Path) -> int:
    """Classes in a jar."""
    with zipfile.ZipFile(jar) as entries:
        return sum(name.endswith(".class") for name in entries.namelist())


def _compiled(name: str) -> dict[str, bytes]:
    """The class that stands in place of one of this name."""
    folder = FOLDER / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    source = folder / f"{name}.java"
    source.write_text(f"package {PACKAGE.replace('/', '.')};\n\n{WITHOUT[name]}\n")
    subprocess.run(["javac", "-nowarn", "-proc:none", "-cp", WHOLE, "-d", folder, source], check=True)
    return {f"{PACKAGE}/{file.name}": file.read_bytes() for file in (folder / PACKAGE).glob("*.class")}


def _sdks_own_services() -> dict[str, bytes]:
    """The SDK's package of Regions and services, unshrunk, in which one class is replaced by that of src/cold-start."""
    (jar,) = (path for path in _class_path() if path.name.startswith("regions-"))
    with zipfile.ZipFile(jar) as entries:
        return {entry: entries.read(entry) for entry in entries.namelist() if entry.startswith(REGIONS)}


def _class_path() -> list[pathlib.Path]:
    return list(map(pathlib.Path, (ROOT / "target/local.classpath").read_text().strip().split(os.pathsep)))


def _written(name: str, jar: pathlib.Path, replaced: Mapping[str, bytes]) -> pathlib.Path:
    written = FOLDER / f"{name}.jar"
    FOLDER.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(jar) as source, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as target:
        entries = source.namelist()
        for entry in entries:
            target.writestr(entry, replaced.get(entry) or source.read(entry))
        for entry in replaced.keys() - entries:
            target.writestr(entry, replaced[entry])
    return written
