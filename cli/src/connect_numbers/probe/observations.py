"""What the probe's answers say besides: neither a knob nor a belief hangs on it."""

from .answer import Answer, Seen
from .readings_times import released_in_lists
from .verdict import NOT_ASKED, Reader, Told


def _raw(answer: Answer) -> Told:
    return Told(answer.code or "success", answer.message or "the answer")


def _of(step: str) -> Reader:
    def read(seen: Seen) -> Told:
        answer = seen.any(step)
        return NOT_ASKED if answer is None else _raw(answer)

    return read


def _second_page(seen: Seen) -> Told:
    first, second = seen.get("zero.search/2"), seen.get("zero.search.next")
    if first is None or second is None:
        return NOT_ASKED
    if not second.ok:
        return _raw(second)
    found = set(second.offers)
    return Told(
        f"{len(found - set(first.offers))} other numbers", f"{len(found)} numbers, after a page of {len(first.offers)}"
    )


OBSERVATIONS: dict[str, Reader] = {
    "Describe of a held number by its older ARN, instance/…/phone-number/…": _of("zero.older"),
    "A flow read of a number that does not exist": _of("zero.flow.unknown"),
    "A Describe of a contact flow that does not exist": _of("zero.contact-flow.unknown"),
    "The second page of a search": _second_page,
    "How long lists show a number after its release": released_in_lists,
}


def observed(seen: Seen) -> dict[str, Told]:
    return {observation: reader(seen) for observation, reader in OBSERVATIONS.items()}
