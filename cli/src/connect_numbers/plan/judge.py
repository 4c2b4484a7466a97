"""From changes to acts: what a change of a resource does to the numbers behind it."""

from collections.abc import Callable, Iterable, Sequence

from ..number import AWS_TYPE, INSTANCE_TYPE, TYPE, TYPES, Number
from ..stacks import NESTED
from .acts import Act, Kind
from .changes import UNKNOWN, Change

GROUP_TYPE = "AWS::Connect::TrafficDistributionGroup"
RETAIN = "set DeletionPolicy: Retain on it in a deployment of its own, then remove it"
RETAIN_REPLACED = "keep the number as it is, or set UpdateReplacePolicy: Retain and ReleaseProtection: true"
PROTECTED = "it has release protection"


class Judge:
    """Knows the numbers that are held, by ARN, and all change of the deployment."""

    def __init__(self, held: dict[str, Number], changes: Sequence[Change]) -> None:
        self._held = held
        self._changes = changes

    def acts(self) -> list[Act]:
        """Of all changes; those of one number may be several."""
        judged: dict[str, Callable[[Change], Iterable[Act]]] = {
            **dict.fromkeys(TYPES, self._of_number),
            INSTANCE_TYPE: self._of_instance,
            GROUP_TYPE: self._of_group,
            NESTED: self._of_nested,
        }
        return [act for change in self._changes if change.type in judged for act in judged[change.type](change)]

    def _of_number(self, change: Change) -> Iterable[Act]:
        if change.action == "Add":
            return [self._added(change)]
        number = self._held.get(change.physical_id)
        if number is None:
            return []
        if change.action == "Remove":
            return [self._removed(change, number)]
        if change.action == "Modify":
            return [self._modified(change, number)]
        return [_act(Kind.KEEP, change, "it is imported as it is", number=number)]

    def _added(self, change: Change) -> Act:
        asked = str(change.value("PhoneNumber") or "").replace(UNKNOWN, "")
        target = _target(change)
        there = [number for number in self._held.values() if asked and number.number == asked]
        if there:
            renamed = self._renamed(change)
            why = f"{asked} is held already, so that it cannot be claimed again"
            return _act(Kind.REFUSED, change, why + renamed, "import it instead: numbers adopt", asked=asked)
        if change.value("SourcePhoneNumberArn"):
            return _act(Kind.IMPORT, change, "it is new", target=target, claims=1)
        return _act(Kind.CLAIM, change, "it is new", asked=asked, target=target, claims=1)

    def _removed(self, change: Change, number: Number) -> Act:
        renamed = self._renamed(change)
        if change.keeps_old:
            return _act(Kind.LET_GO, change, f"it is removed and retained{renamed}", number=number)
        if number.is_protected and change.type == TYPE:
            why = f"it is removed, and {PROTECTED}: its deletion fails, and the number is left in no stack{renamed}"
            return _act(Kind.REFUSED, change, why, RETAIN, number=number)
        to_do = f"give it its old name back, or bring it in by import; else {RETAIN}" if renamed else RETAIN
        return _act(Kind.RELEASE, change, f"it is removed without Retain{renamed}", to_do, number=number, releases=1)

    def _renamed(self, change: Change) -> str:
        """The same resource under another name is, to CloudFormation, one removed and one added."""
        opposite = {"Add": "Remove", "Remove": "Add"}[change.action]
        names = [
            f"{other.stack}.{other.logical_id}"
            for other in self._changes
            if other.action == opposite and other.type in TYPES and _is_alike(change, other)
        ]
        return f"; the logical id changed: compare {names[0]}" if names else ""

    def _modified(self, change: Change, number: Number) -> Act:
        cause = _cause(change, number)
        if cause is None:
            target = _target(change)
            if target and target != number.target:
                return _act(Kind.MOVE, change, "its TargetArn changes", number=number, target=target)
            return _act(Kind.KEEP, change, "the same number stays", number=number)
        if number.is_protected and change.type == TYPE:
            why = f"{cause}, and {PROTECTED}: the update is refused"
            to_do = "undo that, or set ReleaseProtection: false in a deployment of its own"
            return _act(Kind.REFUSED, change, why, to_do, number=number)
        if change.keeps_old:
            why = f"{cause}; another number is claimed, the old one is retained"
            return _act(Kind.LET_GO, change, why, number=number, target=_target(change), claims=1)
        kind = Kind.MAY_RELEASE if cause.startswith("perhaps") else Kind.REPLACE
        return _act(kind, change, cause, RETAIN_REPLACED, number=number, target=_target(change), claims=1, releases=1)

    def _of_instance(self, change: Change) -> Iterable[Act]:
        """Its deletion releases all of its numbers, protected or not."""
        if not _is_deleted(change):
            return
        to_do = "set DeletionPolicy: Retain and UpdateReplacePolicy: Retain on the instance, or move its numbers first"
        for number in self._on(change.physical_id):
            why = f"its instance {change.logical_id} is deleted with it, and no protection helps"
            yield _act(Kind.RELEASE, change, why, to_do, number=number, releases=1)

    def _of_group(self, change: Change) -> Iterable[Act]:
        # Belief (guess; cloudformation): The numbers of a traffic distribution group that is deleted may be released.
        # Source: no guide says what becomes of them. Test:
        # test_cli_plan.py::test_a_group_that_is_deleted_may_release_its_numbers.
        if _is_deleted(change):
            for number in self._on(change.physical_id):
                why = f"its group {change.logical_id} is deleted, and no guide says what becomes of its numbers"
                yield _act(Kind.MAY_RELEASE, change, why, "move its numbers first", number=number, releases=1)

    def _of_nested(self, change: Change) -> Iterable[Act]:
        if change.action == "Modify" and not change.nested:
            why = "the change set does not tell what the nested stack does"
            yield _act(Kind.MAY_RELEASE, change, why, "make it with --include-nested-stacks", asked="numbers unknown")

    def _on(self, target: str) -> list[Number]:
        return [number for number in self._held.values() if number.target == target]


def _is_deleted(change: Change) -> bool:
    goes = change.action == "Remove" or (change.action == "Modify" and change.replacement != "False")
    return goes and not change.keeps_old


def _cause(change: Change, number: Number) -> str | None:
    """Why an update takes another number; None where the same one stays; it begins with perhaps where none can tell."""
    if change.replacement == "False":
        return None
    if change.replacement == "True":
        return "it is replaced"
    if change.type == AWS_TYPE:
        return "perhaps it is replaced"
    # Our type replaces where the number that is held is not what is asked for.
    wanted = {name: change.value(name) for name in ("PhoneNumber", "Type", "CountryCode", "Prefix")}
    if UNKNOWN in wanted.values():
        return "perhaps another number is asked for: a property is not known before the deployment"
    if wanted["PhoneNumber"]:
        return None if wanted["PhoneNumber"] == number.number else "PhoneNumber is another one"
    if wanted["Type"] and number.type and wanted["Type"] != number.type:
        return "Type is another one"
    if wanted["CountryCode"] and number.country and wanted["CountryCode"] != number.country:
        return "CountryCode is another one"
    if wanted["Prefix"] and not number.number.startswith(wanted["Prefix"]):
        return "Prefix is one that the number does not have"
    if change.value("SourcePhoneNumberArn") and change.differs("SourcePhoneNumberArn"):
        return "perhaps another number is imported: SourcePhoneNumberArn changes"
    return None


def _is_alike(change: Change, other: Change) -> bool:
    one, another = change.after or change.before, other.after or other.before
    if one is None or another is None:
        return False
    mine, theirs = one.get("Properties", {}), another.get("Properties", {})
    same_number = mine.get("PhoneNumber") and mine.get("PhoneNumber") == theirs.get("PhoneNumber")
    return bool(same_number or mine == theirs)


def _target(change: Change) -> str | None:
    target = change.value("TargetArn")
    return target if isinstance(target, str) and target != UNKNOWN else None


def _act(kind: Kind, change: Change, why: str, to_do: str = "", **more: object) -> Act:
    return Act(kind, change.stack, change.logical_id, why, to_do, **more)  # type: ignore[arg-type]
