"""What stage 1 does with its own number once it is claimed: a change, and looks until it shows."""

from collections.abc import Callable

from .answer import NOT_FOUND, Answer
from .bench import BIND, Bench
from .claims import Held, unbind

MOVE = "connect:UpdatePhoneNumber"
METADATA = "connect:UpdatePhoneNumberMetadata"
FLOWS = "connect:BatchGetFlowAssociation"
TAG = "connect:TagResource"
UNTAG = "connect:UntagResource"
MARK = "numbers-probe"
# Seconds for which a change is looked for.
MOST = 120.0
MOST_TAGS = 50
FLOW_READS = 50
EMPTY = {"PhoneNumberDescription": ""}


def tag_and_look(bench: Bench, held: Held) -> None:
    """A tag has no status: how long it stays unseen is how late reads are."""
    tag = bench.ask("one.tag", TAG, resourceArn=held.arn, tags={MARK: "1"})
    if tag.ok:
        looks(bench, "one.tag", tag, held, lambda told: MARK in told.summary.get("Tags", {}))


def describe_and_look(bench: Bench, held: Held) -> None:
    """A description; two at once; then a change that names none; one that empties it."""
    first = _describe(bench, "one.text", held, PhoneNumberDescription="first")
    if not first.ok or not looks(bench, "one.text", first, held, lambda told: told.text == "first" and _idle(told)):
        return
    shown = max(answer.until for answer in bench.seen.looks("one.text").values())
    patience = 2 * (shown - first.at) + 2
    second = _describe(bench, "one.text.second", held, PhoneNumberDescription="second")
    _describe(bench, "one.text.third", held, PhoneNumberDescription="third")
    _settle(bench, "one.text.second", second, held, patience)
    for name, text in (("omitted", {}), ("again", {"PhoneNumberDescription": "first"}), ("empty", EMPTY)):
        change = _describe(bench, f"one.text.{name}", held, **text)
        _settle(bench, f"one.text.{name}", change, held, patience)


def _settle(bench: Bench, name: str, change: Answer, held: Held, patience: float) -> None:
    """Looks from when reads may show the change, until the number is idle."""
    rest(bench, name, change, patience)
    looks(bench, name, change, held, _idle)


def _describe(bench: Bench, step: str, held: Held, **text: str) -> Answer:
    return bench.ask(step, METADATA, PhoneNumberId=held.arn, **text)


def _idle(told: Answer) -> bool:
    return told.status == "CLAIMED"


def rest(bench: Bench, name: str, write: Answer, seconds: float) -> None:
    """Waits until reads show what was written, before the first look."""
    if f"{name}/0" not in bench.journal.answers:
        bench.rest_until(write.until + seconds)


def look_until_gone(bench: Bench, name: str, release: Answer, held: Held) -> None:
    """Describes and lists a number that was released, until neither shows it."""
    for step in bench.looks(name, release.until, MOST):
        told, listed = bench.describe(step, held.arn), bench.listed(f"{step}.list", held.number)
        if told.code == NOT_FOUND and not listed.shows(held.number):
            return


def looks(bench: Bench, name: str, write: Answer, held: Held, done: Callable[[Answer], bool]) -> bool:
    """Describes, with a List after each that tells IN_PROGRESS, until the number is as wanted; whether it was."""
    for step in bench.looks(name, write.until, MOST):
        told = bench.describe(step, held.arn)
        if done(told):
            return True
        if told.status == "IN_PROGRESS":
            bench.listed(f"{step}.list", held.number)
    return False


def move_and_look(bench: Bench, held: Held) -> None:
    """To another instance and back; to one that is full, and back."""
    settings = bench.settings
    if settings.other:
        _move(bench, "one.move", held, settings.other)
        _move(bench, "one.move.back", held, settings.target)
    if settings.full:
        _move(bench, "one.full", held, settings.full, may_fail=True)
        _move(bench, "one.full.back", held, settings.target)


def _move(bench: Bench, step: str, held: Held, target: str, may_fail: bool = False) -> None:
    moved = bench.ask(step, MOVE, PhoneNumberId=held.arn, TargetArn=target, ClientToken=bench.token(step))
    if moved.ok:

        def there(told: Answer) -> bool:
            return told.target == target and _idle(told) or may_fail and told.status == "FAILED"

        looks(bench, step, moved, held, there)


def unbind_twice(bench: Bench, held: Held) -> None:
    """Then a read of the number's flow, until it tells none."""
    unbind(bench, "one.unbind", held)
    unbind(bench, "one.unbind.again", held)
    for step in bench.looks("one.unbound", None, MOST):
        if not flow(bench, step, held.arn, bench.settings.instance).bound:
            return


def flow(bench: Bench, step: str, arn: str, instance: str) -> Answer:
    return bench.ask(step, FLOWS, InstanceId=instance, ResourceType="VOICE_PHONE_NUMBER", ResourceIds=[arn])


def flow_reads(bench: Bench, name: str, arn: str, instance: str) -> None:
    """Fifty reads of a bound number; two, where neither tells a flow."""
    first = [flow(bench, f"{name}/{place}", arn, instance) for place in range(2)]
    if any(read.bound for read in first):
        for place in range(2, FLOW_READS):
            flow(bench, f"{name}/{place}", arn, instance)


def bind_and_read(bench: Bench, held: Held, step: str) -> bool:
    """Binds the number, and looks until a read tells it."""
    if not bench.settings.flow:
        return False
    instance, contact_flow = bench.settings.instance, bench.settings.flow.rsplit("/", 1)[-1]
    bound = bench.ask(step, BIND, PhoneNumberId=held.arn, InstanceId=instance, ContactFlowId=contact_flow)
    return bound.ok and any(
        flow(bench, look, held.arn, instance).bound for look in bench.looks(step, bound.until, MOST)
    )


def too_many_tags(bench: Bench, held: Held) -> None:
    """Fifty, one more, and none of them again."""
    keys = [MARK, f"{MARK}-early", *(f"{MARK}-{place}" for place in range(2, MOST_TAGS))]
    if bench.ask("one.tags", TAG, resourceArn=held.arn, tags=dict.fromkeys(keys, "1")).ok:
        bench.ask("one.tags.more", TAG, resourceArn=held.arn, tags={f"{MARK}-{MOST_TAGS}": "1"})
        bench.ask("one.tags.off", UNTAG, resourceArn=held.arn, tagKeys=keys)
