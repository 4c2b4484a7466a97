"""What somebody could be known by, replaced by names that say nothing; the same thing has the same name."""

import re
from typing import Any

ARN = re.compile(
    r"arn:(?P<partition>[\w-]+):(?P<service>[\w-]+):(?P<region>[\w-]*):(?P<account>\d{12})?:(?P<name>[^\s\"',]+)"
)
UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
ACCOUNT = re.compile(r"(?<!\d)\d{12}(?!\d)")
E164 = re.compile(r"\+[1-9]\d{5,14}")
# Members whose text is somebody's own, whatever it is.
OWN = ("PhoneNumberDescription", "NextToken")
OWN_KEYS = ("Tags", "tags")
# Texts of the probe's own.
OURS = re.compile(r"numbers[ -]probe.*|first|second|third|1")


class Names:
    """The replacements of one run, in the order in which they come."""

    def __init__(self) -> None:
        self._names: dict[tuple[str, str], str] = {}

    def of(self, kind: str, thing: str) -> str:
        used = sum(other == kind for other, _ in self._names)
        return self._names.setdefault((kind, thing), f"{kind}-{used + 1}")

    def all(self, value: Any, member: str = "") -> Any:
        """A JSON value without names."""
        if isinstance(value, dict):
            own = member in OWN_KEYS
            return {
                self._own(key) if own else key: self.all(part, OWN[0] if own else key) for key, part in value.items()
            }
        if isinstance(value, list):
            return [self.all(part, member) for part in value]
        if not isinstance(value, str):
            return value
        return self._own(value) if member in OWN else self.text(value)

    def text(self, text: str) -> str:
        text = ARN.sub(self._arn, text)
        text = UUID.sub(lambda found: self.of("ID", found[0].lower()), text)
        text = E164.sub(lambda found: "+" + self.of("NUMBER", found[0]), text)
        return ACCOUNT.sub(lambda found: self.of("ACCOUNT", found[0]), text)

    def _own(self, text: str) -> str:
        return text if not text or OURS.fullmatch(text) else self.of("TEXT", text)

    def _arn(self, found: re.Match[str]) -> str:
        account = self.of("ACCOUNT", found["account"]) if found["account"] else ""
        name = found["name"]
        if found["service"] in ("iam", "sts"):
            name = self.of("CALLER", name)
        return f"arn:{found['partition']}:{found['service']}:{found['region']}:{account}:{name}"
