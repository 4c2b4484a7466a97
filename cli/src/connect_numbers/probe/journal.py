"""What was asked and answered, on disk before anything else happens, so that a death loses nothing."""

import fcntl
import json
import os
import pathlib
from typing import Any

from ..problems import Refused
from ..regions import Json
from . import answer
from .answer import Answer

FORMAT = 1


class Journal:
    """JSON lines. What is said of a change is on the disk before anything else happens; a read that is lost is asked
    again. One process at a time has it open."""

    def __init__(self, path: pathlib.Path, header: Json) -> None:
        """A new one that begins with the header, or the one that is there. Raises Refused where that is another's."""
        self.path = path
        self.answers: dict[str, Answer] = {}
        # The calls that were begun, and whose answers are not known.
        self.asked: dict[str, Json] = {}
        self.bought: set[str] = set()
        self.ended: set[str] = set()
        self._file = open(path, "a+b", buffering=0, opener=_private)  # noqa: SIM115
        self._lock()
        lines = self._whole_lines()
        self.is_new = not lines
        if self.is_new:
            self.write(probe=FORMAT, **header)
            self.header = header
        else:
            self.header = self._checked(lines[0], header)
        for place, line in enumerate(lines[1:], 2):
            self._take(self._parsed(line, place), place)

    def close(self) -> None:
        self._file.close()

    def buy(self, stage: str) -> None:
        """Notes that its price is agreed to."""
        self.bought.add(stage)
        self.write(bought=stage)

    def end(self, stage: str) -> None:
        self.ended.add(stage)
        self.write(ended=stage)

    def ask(self, step: str, action: str, parameters: Json, at: float) -> None:
        """Before a call that may change something is made."""
        asked = {"step": step, "action": action, "parameters": parameters, "at": at}
        self.write(asked=asked)
        self.asked[step] = asked

    def answer(self, told: Answer) -> Answer:
        """The answer as the journal has it from now on."""
        text = self.write(told.step in self.asked, answer=told.written())
        kept = answer.read(json.loads(text)["answer"])
        self.answers[kept.step] = kept
        self.asked.pop(kept.step, None)
        return kept

    def write(self, surely: bool = True, **record: Any) -> str:
        """Adds a line, and returns it; ``surely``: not before it outlasts a power failure."""
        text = json.dumps(record, default=str, ensure_ascii=False)
        line = text.encode() + b"\n"
        while line:
            line = line[self._file.write(line) or 0 :]
        if surely:
            os.fsync(self._file.fileno())
        return text

    def _lock(self) -> None:
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as taken:
            raise Refused(f"--journal {self.path}: another run of the probe is at work on it; let it end") from taken

    def _whole_lines(self) -> list[bytes]:
        """All lines but one that a death left half written: what it says had not happened yet, or is asked again."""
        self._file.seek(0)
        text = self._file.readall() or b""
        whole = text[: text.rfind(b"\n") + 1]
        if len(whole) < len(text):
            if not whole and not text.startswith(b'{"probe"'):
                raise Refused(f"--journal {self.path} is no journal of the probe: name another file")
            self._file.truncate(len(whole))
        return whole.splitlines()

    def _checked(self, line: bytes, header: Json) -> Json:
        kept = self._parsed(line, 1)
        if kept.pop("probe", None) != FORMAT:
            raise Refused(f"--journal {self.path} is no journal of this version of the probe: name another file")
        for name, what in (("target", "account, Region or instance"), ("settings", "settings")):
            if kept.get(name) != header[name]:
                raise Refused(
                    f"--journal {self.path} is of another run: its {what} differ. It says {kept.get(name)}, and now it"
                    f" is {header[name]}. Give the same options again, or name another --journal"
                )
        return kept

    def _parsed(self, line: bytes, place: int) -> Json:
        try:
            record = json.loads(line)
        except ValueError:
            record = None
        if not isinstance(record, dict):
            raise Refused(f"--journal {self.path}: line {place} cannot be read; restore the file, do not begin anew")
        return record

    def _take(self, record: Json, place: int) -> None:
        try:
            if "asked" in record:
                self.asked[record["asked"]["step"]] = record["asked"]
            elif "answer" in record:
                told = answer.read(record["answer"])
                self.answers[told.step] = told
                self.asked.pop(told.step, None)
            else:
                self.bought |= {record["bought"]} if "bought" in record else set()
                self.ended |= {record["ended"]} if "ended" in record else set()
        except (KeyError, TypeError) as wrong:
            raise Refused(
                f"--journal {self.path}: line {place} cannot be read; restore the file, do not begin anew"
            ) from wrong

    def forget_denials(self) -> None:
        """What IAM refused is asked again, for it may be granted by now; a binding's may mean the number's status."""
        for step, told in list(self.answers.items()):
            if told.is_denied:
                del self.answers[step]


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
