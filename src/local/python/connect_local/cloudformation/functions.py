"""The functions of packages: each jar in a JVM of its own, which starts again where it has ended."""

import contextlib
import pathlib
import shutil
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from ..stack.checkout import ENDPOINT_SOURCE, JAVA
from ..stack.processes import Program


class Functions(Protocol):
    """Makes the function of a package."""

    def __call__(self, jar: pathlib.Path | None, entry_points: Sequence[str]) -> "Deployed": ...


class Deployed(Protocol):
    """A function that is there to be invoked."""

    def endpoint(self) -> str:
        """The URL of its Lambda Invoke API, now."""

    def working(self) -> contextlib.AbstractContextManager[None]:
        """An operation that needs it, from its first invocation to its last."""

    def retire(self) -> None:
        """No operation begins any more; those that have begun end on it."""


class Elsewhere:
    """The function of any package, behind an endpoint that somebody else has started."""

    def __init__(self, url: str) -> None:
        self._url = url

    def endpoint(self) -> str:
        return self._url

    @contextlib.contextmanager
    def working(self) -> Iterator[None]:
        yield

    def retire(self) -> None:
        pass


class JarProcess:
    """The handlers' jar in a JVM of its own, whose temporary folder is its own too: the handlers empty it."""

    def __init__(self, jar: pathlib.Path, entry_points: Sequence[str], environment: Mapping[str, str]) -> None:
        """Raises NotReady where the entry points cannot be made."""
        self._jar = jar
        self._entry_points = entry_points
        self._environment = environment
        self._lock = threading.Lock()
        self._operations = 0
        self._retired = False
        self._program: Program | None = None
        self.endpoint()

    def endpoint(self) -> str:
        with self._lock:
            if self._program is None or self._program.has_ended:
                self._program = self._start()
            return str(self._program.ready["endpoint"])

    @contextlib.contextmanager
    def working(self) -> Iterator[None]:
        with self._lock:
            self._operations += 1
        try:
            yield
        finally:
            with self._lock:
                self._operations -= 1
                self._stop_if_over()

    def retire(self) -> None:
        with self._lock:
            self._retired = True
            self._stop_if_over()

    def _start(self) -> Program:
        folder = self._jar.parent
        temporary = tempfile.mkdtemp(prefix="tmp-", dir=folder)
        options = [f"-Djava.io.tmpdir={temporary}", "-cp", str(self._jar)]
        command = [*JAVA, *options, str(ENDPOINT_SOURCE), "0", *self._entry_points]
        return Program("handlers", command, folder, self._environment)

    def _stop_if_over(self) -> None:
        if self._retired and not self._operations and self._program is not None:
            self._program.stop()
            self._program = None
            for temporary in self._jar.parent.glob("tmp-*"):
                shutil.rmtree(temporary, ignore_errors=True)
