"""What this project believes of CloudFormation: src/verification/resources/cloudformation.json, which has the sources.

No other file in Python has a fact of its own, or spells a handler's request.
"""

import json
import pathlib
import re
from collections.abc import Mapping
from typing import Any

from ..json_types import Request, Tags

FILE = pathlib.Path(__file__).resolve().parents[5] / "src/verification/resources/cloudformation.json"
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


class Facts:
    """The file's facts. All times are in seconds."""

    def __init__(self, text: str) -> None:
        self._facts: dict[str, Any] = json.loads(text)
        self.retriable_codes = frozenset[str](self._value("retriableCodes"))
        self.retries = int(self._value("retries"))
        self.redeliveries = int(self._value("redeliveries"))
        self.redelivery_seconds = float(self._value("redeliverySeconds"))
        self.crash_code = str(self._value("crashCode"))
        self.identifier_deadline_seconds = float(self._value("identifierDeadlineSeconds"))
        self.identifier_deadline_message = str(self._value("identifierDeadlineMessage"))
        self.time_out_code = str(self._value("identifierDeadlineCode"))
        self.default_time_out_minutes = int(self._value("defaultTimeOutMinutes"))

    def retry_seconds(self, retry: int, chance: float) -> float:
        """How long the retry of this number, from 0, is waited for; ``chance`` is drawn from 0 to 1."""
        jitter = self._value("retryJitter")
        share = jitter["least"] + chance * (jitter["most"] - jitter["least"])
        return float(share * self._value("firstRetrySeconds") * 2**retry)

    def invocation_seconds(self, action: str) -> float:
        """How long one invocation may take."""
        return float(self._value("invocationSeconds")[action])

    def time_out_message(self, action: str) -> str:
        return str(self._value("timeOutMessage")).replace("{action}", action)

    def request(self, **values: Any) -> Request:
        """A handler's request. Raises KeyError for a value that the file's template wants and is not given."""
        return dict(_filled(self._value("request"), values))

    def page(self, **values: Any) -> Request:
        """What a LIST's request carries besides."""
        return dict(_filled(self._value("listRequest"), values))

    def rollback(self) -> Request:
        """What the request of an update that is a rollback carries besides."""
        return dict(self._value("rollbackRequest"))

    def outside_stacks(self) -> Request:
        """What the data of a request are instead where there is no stack."""
        return dict(self._value("outsideStacks"))

    def system_tags(self, **values: str) -> Tags:
        return dict(_filled(self._value("systemTags"), values))

    def _value(self, name: str) -> Any:
        return self._facts[name]["value"]


def load() -> Facts:
    return Facts(FILE.read_text(encoding="utf-8"))


def _filled(template: Any, values: Mapping[str, Any]) -> Any:
    """The template, with each text in braces replaced, as a whole, by the value of that name."""
    if isinstance(template, dict):
        return {name: _filled(part, values) for name, part in template.items()}
    if isinstance(template, str) and (placeholder := _PLACEHOLDER.fullmatch(template)):
        return values[placeholder[1]]
    return template
