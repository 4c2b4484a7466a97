"""What a verdict is, and the usual ways to one."""

import dataclasses
from collections.abc import Callable, Mapping, Sequence

from .answer import Answer, Seen
from .spans import Span


@dataclasses.dataclass(frozen=True)
class Told:
    """A knob's value, and how it is known; ``value`` is empty where it is not told, and ``sure`` says why."""

    value: str
    sure: str
    span: Span | None = None


Reader = Callable[[Seen], Told]


def not_told(why: str) -> Told:
    return Told("", why)


NOT_ASKED = not_told("the stages that were bought did not come to it")


def flag(value: bool, sure: str) -> Told:
    return Told("true" if value else "false", sure)


def seconds(span: Span, sure: str) -> Told:
    """A time, where it is known closely enough."""
    if span.is_narrow:
        return Told(span.value, f"{sure}: {span}", span)
    return Told("", f"only that it is {span}", span)


def by_code(steps: Sequence[str], values: Mapping[str, str]) -> Reader:
    """By the error of the first of these steps that was asked; the empty code is success."""

    def read(seen: Seen) -> Told:
        for step in steps:
            if answer := seen.get(step):
                return of_code(answer, values)
        return NOT_ASKED

    return read


def of_code(answer: Answer, values: Mapping[str, str]) -> Told:
    if answer.code in values:
        return Told(values[answer.code], f"the answer: {answer.code or 'success'}")
    return not_told(f"another answer: {answer.code or 'success'} {answer.message}".strip())
