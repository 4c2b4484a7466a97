"""A deployment drawn for a terminal. ``picture`` needs nothing but a state: others may draw theirs by it."""

from collections.abc import Callable, Iterable

import rich.console
import rich.markup
import rich.table
import rich.text

from .state import ResourceState, StackState

# The rest of the screen: heads, blank lines, what is left out.
FRAME = 6
LONGEST_REASON = 120


def picture(
    stacks: Iterable[StackState], now: float, height: int, mask: Callable[[str], str] = str
) -> rich.console.Group:
    """The stacks, each with its resources; ``height`` lines at most, those at work and those that failed first."""
    whole = [inner for stack in stacks for inner in stack.all()]
    room = max(1, (height - FRAME) // max(1, len(whole)))
    return rich.console.Group(*(part for stack in whole for part in _stack(stack, now, room, mask)))


def _stack(
    stack: StackState, now: float, room: int, mask: Callable[[str], str]
) -> Iterable[rich.console.RenderableType]:
    yield rich.text.Text.assemble(
        (stack.name, "bold"), "  ", (stack.status, _style(stack.status)), f"  {elapsed(stack.lasted(now))}"
    )
    if stack.reason and not stack.is_good:
        yield rich.text.Text(f"  {mask(stack.reason)[:LONGEST_REASON]}", style="dim")
    shown = sorted(stack.resources, key=_urgency)[:room]
    table = rich.table.Table(box=None, show_header=False, pad_edge=True)
    for _ in range(4):
        table.add_column(no_wrap=True, overflow="ellipsis")
    for resource in shown:
        table.add_row(
            rich.text.Text(mask(resource.logical_id)),
            rich.text.Text(resource.status, style=_style(resource.status)),
            elapsed(now - resource.since) if resource.is_busy and resource.since else "",
            rich.text.Text(mask(said(resource)[:LONGEST_REASON]), style="red" if resource.has_failed else ""),
        )
    yield table
    if hidden := len(stack.resources) - len(shown):
        yield rich.text.Text(f"  and {hidden} more, {_count(stack.resources)}", style="dim")


def said(resource: ResourceState) -> str:
    """What Connect says of a number, or why a resource failed."""
    connect = f"Connect: {resource.sight.text}" if resource.sight else ""
    reason = resource.reason if resource.has_failed else ""
    return "; ".join(filter(None, (connect, reason)))


def elapsed(seconds: float) -> str:
    """Minutes and seconds."""
    whole = max(0, int(seconds))
    return f"{whole // 60}:{whole % 60:02}"


def _urgency(resource: ResourceState) -> tuple[int, float, str]:
    rank = 0 if resource.has_failed else 1 if resource.is_busy else 2
    return rank, -resource.since, resource.logical_id


def _count(resources: Iterable[ResourceState]) -> str:
    done = sum(not resource.is_busy and not resource.has_failed for resource in resources)
    return f"{done} done in all"


def _style(status: str) -> str:
    if "ROLLBACK" in status or status.endswith("_FAILED"):
        return "red"
    return "yellow" if status.endswith("_IN_PROGRESS") else "green"
