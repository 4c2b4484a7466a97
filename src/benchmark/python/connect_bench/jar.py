"""The size of the jar, and what is in it."""

import collections
import zipfile

from connect_local.stack import JAR

from . import packages, page

LIMIT = 12.0
MOST_ROWS = 15


def main():
    template = packages.template()
    packages.minimized()
    sizes = {name: jar.stat().st_size / 1e6 for name, jar in _jars(template).items()}
    page.write(
        {
            "name": "jar",
            "order": 10,
            "title": "The jar",
            "command": "make bench ONLY=jar",
            "text": [
                "Bytes of the package that is deployed, in millions. The reference is the same classes packaged as"
                " the RPDK's init template does it. In between stands the jar with our choice of dependencies before"
                " ProGuard drops what is not reached (`src/main/proguard/shrink.pro`), and what the shade plugin's"
                " `minimizeJar` makes of it, which we do not use."
            ],
            "rows": [
                {
                    "figure": "size of the jar",
                    "value": round(sizes["shipped"], 2),
                    "unit": "MB",
                    "reference": "init template's packaging",
                    "reference_value": round(sizes["init template"], 2),
                    "ratio": round(sizes["shipped"] / sizes["init template"], 3),
                    "target": f"at most {LIMIT:.0f} MB",
                    "met": sizes["shipped"] <= LIMIT,
                }
            ],
            "tables": [
                {
                    "title": "What each step of the packaging leaves",
                    "columns": ["jar", "MB", "classes"],
                    "rows": [
                        [name, round(sizes[name], 2), sum(n.endswith(".class") for n in _names(jar))]
                        for name, jar in _jars(template).items()
                    ],
                },
                {
                    "title": "What is in the shipped jar",
                    "columns": ["package", "kB, compressed", "files"],
                    "rows": _contents(),
                },
            ],
            "charts": [
                {
                    "file": "jar-size",
                    "title": "Size of the jar, step by step",
                    "kind": "bar",
                    "x": "jar",
                    "y": "MB",
                    "series": [{"name": name, "points": [[i, round(sizes[name], 2)]]} for i, name in enumerate(sizes)],
                }
            ],
        }
    )


def _jars(template):
    return {
        "init template": template,
        "our dependencies": packages.WHOLE,
        "the same by minimizeJar": packages.MINIMIZED,
        "shipped": JAR,
    }


def _names(jar):
    with zipfile.ZipFile(jar) as entries:
        return entries.namelist()


def _contents():
    size, files = collections.Counter(), collections.Counter()
    with zipfile.ZipFile(JAR) as jar:
        for entry in jar.infolist():
            package = "/".join(entry.filename.split("/")[:4][:-1] if "/" in entry.filename else ["(top)"])
            size[package] += entry.compress_size
            files[package] += not entry.is_dir()
    return [[package, round(bytes_ / 1e3), files[package]] for package, bytes_ in size.most_common(MOST_ROWS)]


if __name__ == "__main__":
    main()
