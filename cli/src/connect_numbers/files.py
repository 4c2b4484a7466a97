"""Files that are written whole, or not at all."""

import os
import pathlib
import shutil
import tempfile
from collections.abc import Mapping

from .problems import Refused


def check_new(path: pathlib.Path, name: str, kind: str) -> None:
    """Refuses a place where something is, or that is in no folder; ``name`` and ``kind`` are what to call it."""
    if os.path.lexists(path):
        raise Refused(f"{name} exists already: name another {kind}, or remove it")
    if not path.absolute().parent.is_dir():
        raise Refused(f"{name}: {path.parent} is no folder: make it first")


def write_folder(folder: pathlib.Path, files: Mapping[str, str]) -> None:
    """A new folder with these files, text by name: all of them, or none."""
    temporary = pathlib.Path(tempfile.mkdtemp(prefix=".numbers-", dir=folder.absolute().parent))
    try:
        for name, text in files.items():
            (temporary / name).write_text(text, encoding="utf-8")
        temporary.rename(folder)
    except BaseException:
        shutil.rmtree(temporary, ignore_errors=True)
        raise


def write_file(path: pathlib.Path, text: str) -> None:
    """A new file: all of it, or none."""
    descriptor, temporary = tempfile.mkstemp(prefix=".numbers-", dir=path.absolute().parent)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
        os.chmod(temporary, 0o644)
        os.rename(temporary, path)
    except BaseException:
        pathlib.Path(temporary).unlink(missing_ok=True)
        raise
