"""The type's project as the suite tests it: a copy, so that nothing is left in the checkout, with a fresh artefact."""

import os
import pathlib
import subprocess

from connect_local.stack.checkout import CFN, ROOT, copy_project

INIT_TEMPLATE = ROOT / "src/benchmark/packaging/init-template.xml"
# Literal: Maven is to run this one version, whatever its own defaults.
CLASS_PATH_GOAL = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath"


def copy(folder: pathlib.Path, inputs: pathlib.Path = ROOT / "inputs") -> pathlib.Path:
    """A project in ``folder`` with these inputs and the jar that is built, and its artefact.

    ``cfn test --v2`` never rebuilds the artefact; this one is always fresh.
    """
    copy_project(folder, inputs)
    # A dry run asks nobody, but its client wants a Region.
    environment = {**os.environ, "AWS_DEFAULT_REGION": "us-east-1"}
    done = subprocess.run(
        [CFN, "submit", "--dry-run"], cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    if done.returncode != 0 or not list(folder.glob("*.zip")):
        raise RuntimeError(f"cfn submit --dry-run: {done.stdout.decode()}")
    return folder


def executor_class_path() -> str:
    """What the executor is compiled to, with what it needs."""
    libraries = (ROOT / "target/local.classpath").read_text().strip()
    return f"{ROOT}/target/test-classes{os.pathsep}{libraries}"


def init_template_class_path() -> str:
    """The libraries that a type made by ``cfn init`` has: those that the jar must be able to live with."""
    path = ROOT / "target/contract/init-template.classpath"
    if not path.exists() or path.stat().st_mtime < INIT_TEMPLATE.stat().st_mtime:
        path.parent.mkdir(parents=True, exist_ok=True)
        command = ["mvn", "-q", "-B", "-f", str(INIT_TEMPLATE), CLASS_PATH_GOAL]
        subprocess.run([*command, f"-Dmdep.outputFile={path}", "-DincludeScope=runtime"], check=True)
    return path.read_text().strip()


def previous_schema(folder: pathlib.Path) -> str:
    """The schema of the last tag, written into ``folder``; nothing where there is no tag."""
    tag = subprocess.run(["git", "describe", "--tags", "--abbrev=0"], cwd=ROOT, capture_output=True, text=True)
    if tag.returncode != 0:
        return ""
    name = f"{tag.stdout.strip()}:example-connect-phonenumber.json"
    schema = subprocess.run(["git", "show", name], cwd=ROOT, capture_output=True, check=True).stdout
    path = folder / "previous-schema.json"
    path.write_bytes(schema)
    return str(path)
