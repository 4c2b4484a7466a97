"""What is believed of Amazon Connect without a knob of the simulator, as far as the probe's answers tell.

Each is worded as its row of docs/evidence.md is.
"""

from .answer import DENIED, IN_USE, INVALID, NOT_FOUND, Seen
from .readings_answers import refusal
from .readings_times import metadata_time
from .verdict import NOT_ASKED, Reader, Told, not_told

PAGE = 10
HOLDS, FAILS = "holds", "does not hold"


def _so(holds: bool, sure: str) -> Told:
    return Told(HOLDS if holds else FAILS, sure)


def _not_found(seen: Seen) -> Told:
    asked = [seen.get("zero.unknown"), seen.get("zero.unknown.arn")]
    codes = [answer.code or "success" for answer in asked if answer]
    if len(codes) < len(asked):
        return NOT_ASKED
    return _so(set(codes) == {NOT_FOUND}, f"the answers: {', '.join(codes)}")


def _page(seen: Seen) -> Told:
    search = seen.get("zero.search/0")
    if search is None or not search.ok:
        return NOT_ASKED
    found = len(search.offers)
    if found < PAGE and not search.result.get("NextToken"):
        return not_told(f"only {found} numbers are offered")
    return _so(found == PAGE, f"a search without a size: {found} numbers; a long list was not seen")


def _same(seen: Seen) -> Told:
    searches = list(seen.looks("zero.search").values())
    if len(searches) < 3 or not all(search.ok and search.offers for search in searches):
        return NOT_ASKED
    return _so(len({search.offers[0] for search in searches}) == 1, "the first number of three searches")


def _page_token(seen: Seen) -> Told:
    told = seen.get("zero.search.token")
    return NOT_ASKED if told is None else _so(told.code == INVALID, f"the answer: {told.code or 'success'}")


def _refused_token(seen: Seen) -> Told:
    again = refusal(seen, "refused/1")
    if again is None:
        return NOT_ASKED
    return _so(again.names(again.parameters["PhoneNumber"]), f"a second refusal under one token: {again.code}")


def _busy(seen: Seen) -> Told:
    second, third, time = seen.get("one.text.second"), seen.get("one.text.third"), metadata_time(seen).span
    if not second or not third or not second.ok:
        return NOT_ASKED
    if third.code:
        return _so(third.code == IN_USE, f"the answer to the second of two changes: {third.code}")
    if time and third.until - second.at < time.least:
        return _so(False, "a second change was accepted while the first was IN_PROGRESS")
    return not_told("the first change may have ended before the second")


def _emptied(seen: Seen) -> Told:
    empty, before, after = (seen.get("one.text.empty"), seen.looks("one.text.again"), seen.looks("one.text.empty"))
    if empty is None or empty.code == IN_USE or not before or not list(before.values())[-1].text:
        return NOT_ASKED
    if not empty.ok:
        return _so(False, f"the answer: {empty.code}")
    last = list(after.values())[-1] if after else empty
    if last.status != "CLAIMED":
        return not_told("the number was still changing")
    return _so(not last.text, "a Describe after the change")


def _failed(seen: Seen) -> Told:
    text, move = seen.get("two.text"), seen.get("two.move")
    if text is None or move is None:
        return NOT_ASKED
    return _so(not text.ok and not move.ok, f"the answers: {text.code or 'success'}, {move.code or 'success'}")


def _tag_permission(seen: Seen) -> Told:
    """By a session that may claim and do nothing else."""
    stage = "zero" if seen.any("zero.role") else "one"
    role, *asked = (seen.any(f"{stage}.{step}") for step in ("role", "session.list", "session.claim", "session.tags"))
    if role is None:
        return not_told("name a role that you may assume by --role")
    if not role.ok:
        return not_told(f"the role cannot be assumed: {role.code}")
    if not all(asked):
        return NOT_ASKED
    listed, plain, tagged = (answer for answer in asked if answer)
    if listed.code != DENIED:
        return not_told("the session's policy has no effect: it allows no list, and numbers were listed")
    if not plain.names(plain.parameters["PhoneNumber"]):
        return not_told(f"a claim without tags was not refused for its number: {plain.code or 'success'}")
    if tagged.code != DENIED and not tagged.names(tagged.parameters["PhoneNumber"]):
        return not_told(f"another answer: {tagged.code or 'success'}")
    return _so(tagged.code == DENIED, f"claims of a held number by a session that may claim and not tag: {tagged.code}")


def _replayed(seen: Seen) -> Told:
    """A claim under a token that was remembered until the release."""
    again, claim, last = seen.get("again.claim/0"), seen.claimed("one"), seen.get("one.token.last")
    if again is None or claim is None:
        return NOT_ASKED
    if any(look.code != NOT_FOUND for look in seen.looks("again.look").values()):
        return not_told("the number was claimed anew, or reads show it long after its release")
    if again.ok and again.id == claim.id:
        return _so(True, "the claim again after the release")
    if again.code == "IdempotencyException":
        return _so(False, f"the answer: {again.code}")
    if last is None or not last.ok:
        return not_told("the token was forgotten before the release")
    ages = [f"{asked.until - claim.at:.0f} s" for asked in (last, again)]
    return not_told(f"the token was remembered {ages[0]} after the claim, and not {ages[1]} after it")


def _released_twice(seen: Seen) -> Told:
    again = seen.get("again.release")
    return NOT_ASKED if again is None else _so(again.code == NOT_FOUND, f"the answer: {again.code or 'success'}")


BELIEFS: dict[str, Reader] = {
    "A Describe of a number that does not exist, by id or ARN, answers ResourceNotFoundException.": _not_found,
    "Search returns 10 numbers, and List 1,000, where no size is asked for.": _page,
    "The same search gives the same first numbers again, so parallel creators collide.": _same,
    "A NextToken that no list has given is an invalid parameter.": _page_token,
    "Claim and Import with Tags need connect:TagResource besides their own action.": _tag_permission,
    "A repeated claim gets its first answer even after the number's release.": _replayed,
    "A second release of a number answers ResourceNotFoundException.": _released_twice,
    "A call that was refused leaves its token unused.": _refused_token,
    "A number that is IN_PROGRESS refuses a further change with ResourceInUseException.": _busy,
    "An empty description clears the one there is.": _emptied,
    "A number whose claim FAILED can be neither moved nor described.": _failed,
}


def believed(seen: Seen) -> dict[str, Told]:
    return {belief: reader(seen) for belief, reader in BELIEFS.items()}
