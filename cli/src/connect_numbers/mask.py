"""Phone numbers in what is shown, hidden where that is asked for."""

import re
from typing import Any

# An E.164 number, and a logical id that ``numbers adopt`` made of one.
NUMBER = re.compile(r"(?<=\+)[1-9]\d{5,14}|(?<=Number)\d{6,15}")
HIDDEN = "\N{BULLET}"
SHOWN = 2


class Mask:
    """Hides all but the last two digits of each number, and of the numbers in other forms that it was told of."""

    def __init__(self, hides: bool) -> None:
        self._hides = hides
        self._others: set[str] = set()

    def learn(self, number: str) -> None:
        """A number that no pattern finds, such as a short code."""
        if self._hides and number and not number.startswith("+"):
            self._others.add(number)

    def __call__(self, text: str) -> str:
        if not self._hides:
            return text
        for other in sorted(self._others, key=len, reverse=True):
            text = re.sub(rf"(?<!\d){re.escape(other)}(?!\d)", _hidden(other), text)
        return NUMBER.sub(lambda found: _hidden(found[0]), text)

    def all(self, value: Any) -> Any:
        """The same of every text in a JSON value, keys included."""
        if isinstance(value, str):
            return self(value)
        if isinstance(value, dict):
            return {self(key): self.all(member) for key, member in value.items()}
        if isinstance(value, (list, tuple)):
            return [self.all(member) for member in value]
        return value


def _hidden(digits: str) -> str:
    return HIDDEN * (len(digits) - SHOWN) + digits[-SHOWN:]
