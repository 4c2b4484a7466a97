"""Stages 2 and 3: a claim that must fail, on an instance with no room; a claim that is released at once."""

from .answer import NOT_FOUND, Answer
from .bench import BIND, Bench
from .changes import METADATA, MOVE, rest
from .claims import PATIENCE, Held, claim, claim_of, held_by, release
from .stage_one import claimed

# For which a FAILED number is looked for in the list.
LISTED = 60.0


def run(bench: Bench) -> None:
    """Raises Refused where nothing was claimed."""
    held = claimed(bench, "two.claim", bench.settings.full, price=2)
    failed = _watch(bench, "two.look", held)
    if failed is None:
        return
    _list(bench, held, failed)
    _change(bench, held)
    step = "two.claim/again"
    again = claim(bench, step, claim_of(bench, step, held.number, bench.settings.full), price=2)
    if again.ok:
        # Reads may still tell of the first claim, as long as it took to be told.
        rest(bench, "two.look.again", again, 2 * (failed.until - held.claim.at) + 2)
        held = held_by(again)
        _watch(bench, "two.look.again", held)
    if release(bench, "two.release", held).ok:
        bench.offered("two.release.search", held.number)


def _watch(bench: Bench, name: str, held: Held) -> Answer | None:
    """Until the claim has FAILED; None where it did not."""
    for step in bench.looks(name, held.claim.until, PATIENCE):
        told = bench.describe(step, held.arn)
        if told.status in ("FAILED", "CLAIMED"):
            return told if told.status == "FAILED" else None
    return None


def _list(bench: Bench, held: Held, failed: Answer) -> None:
    """Looks for the FAILED number in the list."""
    for step in bench.looks("two.list", failed.until, LISTED):
        if bench.listed(step, held.number).shows(held.number):
            return


def _change(bench: Bench, held: Held) -> None:
    """What a FAILED number cannot: be bound, moved or described."""
    flow = bench.settings.flow
    instance = bench.instance_of("two.group", bench.settings.full)
    if flow and f"/{instance}/" in flow:
        contact_flow = flow.rsplit("/", 1)[-1]
        bench.ask("two.bind", BIND, PhoneNumberId=held.arn, InstanceId=instance, ContactFlowId=contact_flow)
    bench.ask("two.text", METADATA, PhoneNumberId=held.arn, PhoneNumberDescription="numbers probe, FAILED")
    bench.ask("two.move", MOVE, PhoneNumberId=held.arn, TargetArn=bench.settings.target)


def run_three(bench: Bench) -> None:
    """Raises Refused where nothing was claimed."""
    held = claimed(bench, "three.claim", bench.settings.target, price=1)
    for step in bench.looks("three.look", held.claim.until, PATIENCE):
        if bench.describe(step, held.arn).code != NOT_FOUND:
            release(bench, "three.release", held)
            bench.describe("three.after", held.arn)
            return
