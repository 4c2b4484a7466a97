"""The ways to package the handlers that the benchmarks jar and cold-start compare."""

import shutil
import subprocess
import zipfile

from connect_local.stack import ROOT

FOLDER = ROOT / "target/benchmark"
TEMPLATE = FOLDER / "init-template/init-template-1.0-SNAPSHOT.jar"
WHOLE = ROOT / "target/packaging/whole.jar"

# Where classes of ours stand in place of libraries' own.
REPLACED = ("software/amazon/awssdk/regions/", "com/fasterxml/jackson/datatype/jsr310/")

COLD_WARM_UP = """\
package com.example.connect.phonenumber;

final class WarmUp {
    static void run() {}
}
"""


def template():
    """The jar that the init template's packaging makes of this checkout's classes."""
    subprocess.run(
        ["mvn", "-q", "-B", "-f", "src/benchmark/packaging/init-template.xml", "package"], cwd=ROOT, check=True
    )
    return TEMPLATE


def libraries_own():
    """A jar of the classes that ours replace, out of the template's jar."""
    jar = FOLDER / "libraries-own.jar"
    with zipfile.ZipFile(TEMPLATE) as source, zipfile.ZipFile(jar, "w") as target:
        for name in source.namelist():
            if name.startswith(REPLACED):
                target.writestr(name, source.read(name))
    return jar


def without_warm_up():
    """A folder with a class that stands in place of the warm-up and does nothing."""
    folder = FOLDER / "without-warm-up"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    source = folder / "WarmUp.java"
    source.write_text(COLD_WARM_UP)
    subprocess.run(["javac", "-proc:none", "-d", folder, source], check=True)
    return folder
