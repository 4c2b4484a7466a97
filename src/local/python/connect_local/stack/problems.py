"""Why a command ends without its work done, and what to do about it."""

import errno
import functools
import os
import sys
from collections.abc import Callable
from typing import TypeAlias

from .checkout import ROOT

Main: TypeAlias = Callable[[list[str]], int]

# What to do next, by the error's number.
REMEDIES = {
    errno.ENOSPC: "make room on the disk, then run it again",
    errno.EDQUOT: "make room within the quota, then run it again",
    errno.EFBIG: "raise the limit of a file's size (ulimit -f), then run it again",
    errno.EMFILE: "raise the limit of open files (ulimit -n), then run it again",
    errno.EROFS: "take a checkout where you may write",
    errno.EACCES: "take a checkout where you may write: it may belong to another user, root for one",
    errno.EPERM: "take a checkout where you may write: it may belong to another user, root for one",
    errno.ENOTDIR: "a file is in the place of a folder: remove it",
    errno.EEXIST: "a file is in the place of a folder: remove it",
}


class Refused(Exception):
    """A message that says what is wrong and what to do."""


class CommandFailed(Refused, RuntimeError):
    """A command of the AWS CLI that the local stack refused: the command, and the service's words."""

    def __init__(self, said: str) -> None:
        super().__init__(f"{said}\nLook at the knobs: one that refuses what is asked here (QUOTA=1) has it end so.")


def told(main: Main) -> Main:
    """The command, which ends with what is wrong and what to do instead of a traceback, and with exit status 1."""

    @functools.wraps(main)
    def telling(arguments: list[str]) -> int:
        try:
            return main(arguments)
        except Refused as problem:
            print(problem, file=sys.stderr)
        except OSError as problem:
            remedy = of_system(problem)
            if remedy is None:
                raise
            # A write that is refused does not name its file.
            print(": ".join([f"{problem.strerror}", *filter(None, [problem.filename]), remedy]), file=sys.stderr)
        except KeyboardInterrupt:
            print("interrupted", file=sys.stderr)
            return 130
        return 1

    return telling


def of_system(problem: OSError) -> str | None:
    """What to do about a file or program that the system refused; None where nothing is known."""
    name = os.fspath(problem.filename or "") if not isinstance(problem.filename, int) else ""
    if isinstance(problem, FileNotFoundError):
        if f"{ROOT}/.tools/" in name:
            return "make tools makes it"
        if f"{ROOT}/target/" in name:
            return "the build was not finished: make package ends it"
        if name and "/" not in name:
            return "it is not on the PATH: make doctor says what to install"
    return REMEDIES.get(problem.errno or 0)


def of_log(log: str) -> str:
    """What to do about a program that did not start, by what it said; its own words may say it already."""
    if "corrupt jarfile" in log or "Unable to access jarfile" in log or "ClassNotFoundException" in log:
        return "The build was not finished, or its files are broken: make clean package builds it anew."
    if "No module named" in log:
        return "The tools are half made: rm -rf .tools; make tools makes them anew."
    if os.strerror(errno.ENOSPC) in log:
        return "Make room on the disk, then run it again."
    return ""
