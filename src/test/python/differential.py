"""Plays the same requests through the Java driver and the Python bridge, and says where the two first differ."""

import contextlib
import itertools
import json
import pathlib
import re
import subprocess
from collections.abc import Iterator, Sequence
from typing import Any

from connect_local.json_types import Json
from connect_local.stack.checkout import JAVA, ROOT

PLAYER = "com.example.connect.verification.cloudformation.Replay"
MOST_SHOWN = 400
# What a side lacks.
NOTHING = "nothing"


@contextlib.contextmanager
def java_driver(folder: pathlib.Path, lines: Sequence[Json]) -> Iterator["JavaDriver"]:
    """The Java driver, playing the lines in one JVM from now on."""
    driver = JavaDriver(folder, lines)
    try:
        yield driver
    finally:
        driver.end()


class JavaDriver:
    """A process that plays a file of lines."""

    def __init__(self, folder: pathlib.Path, lines: Sequence[Json]) -> None:
        drawn, self._played, self._log = folder / "drawn.jsonl", folder / "played.jsonl", folder / "java.log"
        drawn.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
        # The function empties java.io.tmpdir.
        temporary = folder / "java.tmp"
        temporary.mkdir()
        libraries = (ROOT / "target/local.classpath").read_text().strip()
        path = f"{ROOT / 'target/classes'}:{ROOT / 'target/test-classes'}:{libraries}"
        options = ["-Dfile.encoding=UTF-8", f"-Djava.io.tmpdir={temporary}", "-cp", path]
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [*JAVA, *options, PLAYER, str(drawn), str(self._played)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def lines(self) -> list[Json]:
        """What it wrote, once it has ended."""
        status = self._process.wait()
        assert status == 0, masked(self._log.read_text(errors="replace")[-5000:])
        return [json.loads(line) for line in self._played.read_text(encoding="utf-8").splitlines()]

    def end(self) -> None:
        self._process.kill()
        self._process.wait()


def by_seed(lines: Sequence[Json]) -> dict[int, list[Json]]:
    return {seed: list(some) for seed, some in itertools.groupby(lines, key=lambda line: int(line["seed"]))}


def first_difference(drawn: Json, java: Sequence[Json], bridge: Sequence[Json]) -> str | None:
    """The first difference between what the two wrote for one line, for a reader; None where there is none."""
    for number, (theirs, ours) in enumerate(itertools.zip_longest(java, bridge)):
        found = _difference(theirs, ours, "")
        if found is not None:
            step = (theirs or ours)["step"]
            before = sum(line["step"] == step for line in (java if theirs else bridge)[:number])
            request = drawn["steps"][step]
            return masked(
                f"seed {drawn['seed']}, step {step} ({request['action']} of {request['logicalId']}), "
                f"invocation {before} of it:\n{found}\nTo play it alone, the line is\n{json.dumps(drawn)}"
            )
    return None


def masked(text: str) -> str:
    """The text without phone numbers, but for their last four digits."""
    return re.sub(r"\+[0-9]+(?=[0-9]{4})", "*", text)


def _difference(java: Any, bridge: Any, pointer: str) -> str | None:
    if isinstance(java, dict) and isinstance(bridge, dict):
        # In the order of time: what goes in, then what comes out.
        names = [*java, *(name for name in bridge if name not in java)]
        pairs = [(str(name), java.get(name, NOTHING), bridge.get(name, NOTHING)) for name in names]
    elif isinstance(java, list) and isinstance(bridge, list):
        both = itertools.zip_longest(java, bridge, fillvalue=NOTHING)
        pairs = [(str(index), one, other) for index, (one, other) in enumerate(both)]
    elif type(java) is type(bridge) or {type(java), type(bridge)} == {int, float}:
        return None if java == bridge else _shown(java, bridge, pointer)
    else:
        return _shown(java, bridge, pointer)
    found = (_difference(one, other, f"{pointer}/{_escaped(name)}") for name, one, other in pairs)
    return next((difference for difference in found if difference is not None), None)


def _shown(java: Any, bridge: Any, pointer: str) -> str:
    sides = {"the Java driver": java, "the bridge": bridge}
    values = [f"  {side} has {json.dumps(value, ensure_ascii=False)[:MOST_SHOWN]}" for side, value in sides.items()]
    return "\n".join([f"{pointer or 'the invocation'}:", *values])


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")
