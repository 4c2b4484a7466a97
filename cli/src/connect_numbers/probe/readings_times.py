"""Verdicts that are times, or that hang on what was seen when."""

from collections.abc import Callable, Iterator

from .answer import INVALID_REQUEST, NOT_FOUND, Answer, Seen
from .changes import MARK
from .spans import NOT_SEEN, Span, until
from .verdict import NOT_ASKED, Told, flag, not_told, seconds

# Series of looks in which a number that was claimed long before is IN_PROGRESS.
CHANGES = (
    "one.text",
    "one.text.second",
    "one.text.again",
    "one.text.empty",
    "one.move",
    "one.move.back",
    "one.full",
    "one.full.back",
)


def invisible(seen: Seen) -> Told:
    claim = seen.claimed("one")
    if claim is None:
        return NOT_ASKED
    span = until(claim, seen.looks("one.look").values(), lambda look: look.code != NOT_FOUND)
    return seconds(span, "from the claim to the first Describe that finds it")


def stale(seen: Seen) -> Told:
    tag = seen.any("one.tag")
    return NOT_ASKED if tag is None or not tag.ok else seconds(stale_span(seen), "from a tag to its first sight")


def stale_span(seen: Seen) -> Span:
    tag = seen.any("one.tag")
    if tag is None or not tag.ok:
        return NOT_SEEN
    return until(tag, seen.looks("one.tag").values(), lambda look: MARK in look.summary.get("Tags", {}))


def claim_time(seen: Seen) -> Told:
    return NOT_ASKED if seen.claimed("one") is None else seconds(claim_span(seen), "from the claim to CLAIMED")


def claim_span(seen: Seen) -> Span:
    """How long the claim was IN_PROGRESS, less what reads are late."""
    claim = seen.claimed("one")
    if claim is None:
        return NOT_SEEN
    looks = seen.looks("one.look").values()
    return until(claim, looks, _is_claimed, lambda look: look.status == "IN_PROGRESS").less(stale_span(seen))


def _is_claimed(look: Answer) -> bool:
    return look.status == "CLAIMED"


def metadata_time(seen: Seen) -> Told:
    return _change(seen, "one.text", lambda look: look.text == "first" and _is_claimed(look))


def move_time(seen: Seen) -> Told:
    move = seen.any("one.move")
    target = move.parameters["TargetArn"] if move else ""
    return _change(seen, "one.move", lambda look: look.target == target and _is_claimed(look))


def _change(seen: Seen, name: str, shows: Callable[[Answer], bool]) -> Told:
    write = seen.any(name)
    if write is None or not write.ok:
        return NOT_ASKED
    span = until(write, seen.looks(name).values(), shows).less(stale_span(seen))
    return seconds(span, "from the call to CLAIMED")


def list_in_progress(seen: Seen) -> Told:
    """By the lists that were asked for between two Describes that told IN_PROGRESS."""
    claim = seen.claimed("one")
    if claim is None:
        return NOT_ASKED
    number = claim.parameters["PhoneNumber"]
    found = {shown for name in CHANGES for shown in _listed_between(seen, name, number)}
    # Of a number just claimed, only that it is listed says something: it may not be for another reason.
    found |= {shown for shown in _listed_between(seen, "one.look", number) if shown}
    if len(found) == 1:
        return flag(found.pop(), "lists between two Describes that told IN_PROGRESS")
    return not_told("lists showed it and did not" if found else "no list was asked for while it was IN_PROGRESS")


def _listed_between(seen: Seen, name: str, number: str) -> Iterator[bool]:
    looks = seen.looks(name)
    for place, listed in seen.looks(name, ".list").items():
        before, after = looks.get(place), looks.get(place + 1)
        if before and after and before.status == after.status == "IN_PROGRESS" and listed.ok:
            yield listed.shows(number)


def list_invisible(seen: Seen) -> Told:
    """From the claim to the first list; where lists leave out what is IN_PROGRESS, those after CLAIMED count only."""
    claim = seen.claimed("one")
    if claim is None:
        return NOT_ASKED
    number = claim.parameters["PhoneNumber"]
    looks, lists = seen.looks("one.look"), seen.looks("one.look", ".list")
    shows_early = list_in_progress(seen).value == "true"
    proving = {listed.step for place, listed in lists.items() if shows_early or _is_claimed(looks[place])}
    span = until(claim, lists.values(), lambda look: look.shows(number), lambda look: look.step in proving)
    return seconds(span, "from the claim to the first list that shows it")


def blind(seen: Seen) -> Iterator[Answer]:
    """Answers about a number between two Describes that did not find it."""
    looks = seen.looks("one.look")
    for place, look in looks.items():
        after = looks.get(place + 1)
        if look.code == NOT_FOUND and after and after.code == NOT_FOUND:
            found = (seen.get(f"{look.step}.tags"), seen.get(f"{look.step}.tag"))
            yield from (answer for answer in found if answer)


def invisible_error(seen: Seen) -> Told:
    codes = [answer.code for answer in blind(seen) if not answer.ok]
    if len(codes) < 2:
        return not_told("Describe found the number too soon")
    kinds = {NOT_FOUND: "NOT_FOUND", INVALID_REQUEST: "INVALID_REQUEST"}
    if not set(codes) <= set(kinds):
        return not_told(f"other errors: {', '.join(sorted(set(codes)))}")
    return Told(kinds[codes[0]] if len(set(codes)) == 1 else "ALTERNATE", f"{len(codes)} answers")


def invisible_writable(seen: Seen) -> Told:
    tags = [answer for answer in blind(seen) if answer.action == "connect:TagResource"]
    if not tags:
        return not_told("Describe found the number too soon")
    if not tags[0].ok and tags[0].code not in (NOT_FOUND, INVALID_REQUEST):
        return not_told(f"another answer: {tags[0].code}")
    return flag(tags[0].ok, "a tag set between two Describes that did not find the number")


def released(seen: Seen) -> Answer | None:
    """The release that was accepted."""
    found = (seen.any("one.release"), seen.any("one.release.unbound"))
    return next((answer for answer in found if answer and answer.ok), None)


def stale_release(seen: Seen) -> Told:
    release = released(seen)
    if release is None:
        return NOT_ASKED
    return seconds(_gone(seen, release), "from the release to the first Describe that does not find it")


def released_in_lists(seen: Seen) -> Told:
    release = released(seen)
    if release is None:
        return NOT_ASKED
    lists = seen.looks("one.gone", ".list")
    number = seen.claimed("one")
    if not lists or number is None:
        return NOT_ASKED
    name = number.parameters["PhoneNumber"]
    return seconds(
        until(release, lists.values(), lambda look: not look.shows(name)),
        "from the release to the first list without it",
    )


def _gone(seen: Seen, release: Answer) -> Span:
    return until(release, seen.looks("one.gone").values(), lambda look: look.code == NOT_FOUND)


def stale_release_status(seen: Seen) -> Told:
    release = released(seen)
    if release is None:
        return NOT_ASKED
    shown = [look for look in seen.looks("one.gone").values() if look.status]
    if any(look.status == "IN_PROGRESS" for look in shown):
        return Told("IN_PROGRESS", "a Describe after the release")
    late = stale_span(seen).most
    if any(_is_claimed(look) and look.at - release.until > late for look in shown):
        return Told("UNCHANGED", "Describes after the release, for longer than reads are late")
    return not_told("no Describe found the number after its release, for longer than reads are late")


def trail_lag(seen: Seen) -> Told:
    release = released(seen)
    if release is None:
        return NOT_ASKED
    number_id = release.parameters["PhoneNumberId"].rsplit("/", 1)[-1]
    looks = seen.looks("one.trail").values()
    return seconds(until(release, looks, lambda look: number_id in look.result.get("ids", [])), "from the release on")


def token_time(seen: Seen) -> Told:
    """By the claim made again under its token, until that is refused as any claim of a number that is held."""
    claim = seen.claimed("one")
    steps = [seen.get(f"one.token.{name}") for name in ("first", "again", "middle", "last")]
    asked = [answer for answer in steps if answer]
    if claim is None or not asked:
        return NOT_ASKED
    remembered = [answer.ok and answer.id == claim.id for answer in asked]
    span = until(claim, asked, lambda look: not look.ok)
    if all(remembered):
        return not_told(f"it is remembered for {span.least:.0f} s and longer")
    if not remembered[0]:
        return Told("off", f"it was forgotten {span.most:.1f} s after the claim, or sooner", span)
    return seconds(span, "claims under the same token")
