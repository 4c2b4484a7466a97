"""A deployment at one moment."""

import dataclasses

# Belief (official; cloudformation): These end an operation well; every other status without IN_PROGRESS ends it badly.
# Source: CloudFormation user guide, stack status codes. Test: test_cli_watch.py::test_the_exit_code_tells_how_it_ended.
GOOD = ("CREATE_COMPLETE", "UPDATE_COMPLETE", "IMPORT_COMPLETE", "DELETE_COMPLETE")


@dataclasses.dataclass(frozen=True)
class Sight:
    """What Connect said of a number: the number, its status, and the message of a FAILED one."""

    number: str
    status: str
    message: str = ""

    @property
    def text(self) -> str:
        return " ".join(filter(None, (self.number, self.status, self.message)))


@dataclasses.dataclass(frozen=True)
class ResourceState:
    """One resource; ``since`` is when its status changed, in seconds of the epoch."""

    logical_id: str
    type: str
    physical_id: str
    status: str
    reason: str
    since: float
    sight: Sight | None = None

    @property
    def is_busy(self) -> bool:
        return self.status.endswith("_IN_PROGRESS")

    @property
    def has_failed(self) -> bool:
        return self.status.endswith("_FAILED")


@dataclasses.dataclass(frozen=True)
class StackState:
    """A stack; ``began`` is when its operation did; those nested in it come with their names."""

    name: str
    stack_id: str
    status: str
    reason: str
    began: float
    resources: tuple[ResourceState, ...]
    nested: "tuple[StackState, ...]" = ()

    @property
    def is_settled(self) -> bool:
        return not self.status.endswith("_IN_PROGRESS")

    @property
    def is_good(self) -> bool:
        return self.status in GOOD

    def lasted(self, now: float) -> float:
        """Seconds since the operation began; of one that has ended, until its last resource changed."""
        changed = [resource.since for resource in self.resources if resource.since >= self.began]
        return (max(changed) if self.is_settled and changed else now) - self.began

    def all(self) -> "list[StackState]":
        """This one and those nested in it, from the outside in."""
        return [self, *(inner for nested in self.nested for inner in nested.all())]
