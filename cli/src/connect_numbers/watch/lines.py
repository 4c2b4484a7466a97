"""A deployment told in plain lines, one for each change that was seen: where the output is no terminal."""

from collections.abc import Iterator

from .picture import elapsed, said
from .state import StackState


class Lines:
    """Remembers what it has told."""

    def __init__(self) -> None:
        self._told: dict[tuple[str, str], str] = {}

    def new(self, state: StackState, now: float) -> Iterator[str]:
        """The lines for what is not as it was told."""
        for stack in state.all():
            for resource in stack.resources:
                text = "  ".join(filter(None, (resource.status, said(resource))))
                yield from self._line(stack, resource.logical_id, text, now)
            reason = "" if stack.is_good else stack.reason
            yield from self._line(stack, "", "  ".join(filter(None, (stack.status, reason))), now)

    def _line(self, stack: StackState, logical_id: str, text: str, now: float) -> Iterator[str]:
        key = stack.stack_id, logical_id
        if self._told.get(key) != text:
            self._told[key] = text
            name = f"{stack.name}.{logical_id}" if logical_id else stack.name
            yield f"{elapsed(now - stack.began):>6}  {name}  {text}"
