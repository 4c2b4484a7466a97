"""Verdicts on what becomes of a number: moved, FAILED, released."""

from .answer import IN_USE, INVALID, NOT_FOUND, Answer, Seen
from .readings_times import claim_span, list_invisible, stale_span
from .verdict import NOT_ASKED, Told, flag, not_told

NO_FULL = not_told("no instance without room was given (--full-target), or the stage was not bought")


def keep_description(seen: Seen) -> Told:
    omitted, before = seen.get("one.text.omitted"), seen.looks("one.text.second")
    after = list(seen.looks("one.text.omitted").values())
    if omitted is None or not omitted.ok or not before or not after:
        return NOT_ASKED
    if not list(before.values())[-1].text or after[-1].status != "CLAIMED":
        return not_told("the number had no description before, or was still changing")
    return flag(bool(after[-1].text), "a change that names no description")


def unbind_unbound(seen: Seen) -> Told:
    first, again = seen.get("one.unbind"), seen.get("one.unbind.again")
    if again is None:
        return NOT_ASKED
    if again.ok and first is not None or again.code == NOT_FOUND:
        return flag(again.ok, f"the answer to the second of two: {again.code or 'success'}")
    return not_told(f"another answer: {again.code}")


def failed_move_stays(seen: Seen) -> Told:
    move = seen.any("one.full")
    if move is None:
        return NO_FULL
    looks = list(seen.looks("one.full").values())
    if not looks or looks[-1].status != "FAILED":
        return not_told("the move did not fail")
    return flag(looks[-1].target != move.parameters["TargetArn"], "the target of a number whose move FAILED")


def release_bound(seen: Seen) -> Told:
    release = seen.get("one.release")
    bound = any(read.bound for read in seen.looks("one.bind.last").values())
    if release is None or not bound:
        return not_told("no bound number was released (--flow)")
    return _released(release, "of a bound number")


def _released(release: Answer, what: str) -> Told:
    if release.ok or release.code == IN_USE:
        return flag(release.ok, f"the answer to the release {what}: {release.code or 'success'}")
    return not_told(f"another answer: {release.code}")


def cooldown(seen: Seen) -> Told:
    offered, claim = seen.get("one.gone.search"), seen.claimed("one")
    if offered is None or claim is None or not offered.ok:
        return NOT_ASKED
    if offered.shows(claim.parameters["PhoneNumber"]):
        return Told("off", "a search found the number right after its release")
    return not_told("longer than the probe's run: a search did not find the number after its release")


def _failed(seen: Seen) -> bool:
    return any(look.status == "FAILED" for look in seen.looks("two.look").values())


def list_failed(seen: Seen) -> Told:
    claim = seen.any("two.claim/0")
    lists = list(seen.looks("two.list").values())
    if claim is None or not _failed(seen) or not lists:
        return NO_FULL
    number = lists[-1].parameters["PhoneNumberPrefix"]
    shown = any(_begins(listed, number) for listed in lists)
    hidden = list_invisible(seen).span
    if not shown and lists[-1].at - claim.until <= (hidden.most if hidden else 0):
        return not_told("lists may not have shown the number yet")
    return flag(shown, f"{len(lists)} lists after the claim FAILED")


def _begins(listed: Answer, prefix: str) -> bool:
    items = listed.result.get("ListPhoneNumbersSummaryList", [])
    return any(item.get("PhoneNumber", "").startswith(prefix) for item in items)


def failed_again(seen: Seen) -> Told:
    again, first = seen.get("two.claim/again"), seen.claimed("two")
    if again is None or first is None or not _failed(seen):
        return NO_FULL
    if again.ok:
        return Told("SAME_ID" if again.id == first.id else "NEW_ID", "the id of a second claim of it")
    if again.code == INVALID and again.names(again.parameters["PhoneNumber"]):
        return Told("NOT_AVAILABLE", f"the answer: {again.code}")
    return not_told(f"another answer: {again.code}")


def release_failed(seen: Seen) -> Told:
    release, again = seen.get("two.release"), seen.any("two.claim/again")
    looks = list(seen.looks("two.look.again" if again and again.ok else "two.look").values())
    if release is None or not looks or looks[-1].status != "FAILED":
        return NO_FULL
    return _released(release, "of a FAILED number")


def cool_failed(seen: Seen) -> Told:
    release, offered, claim = seen.get("two.release"), seen.get("two.release.search"), seen.claimed("two")
    if release is None or not release.ok or claim is None or offered is None or not offered.ok:
        return not_told("no FAILED number was released")
    if not offered.shows(claim.parameters["PhoneNumber"]):
        return flag(True, "a search did not find the number after its release")
    if (after := seen.get("one.gone.search")) is None or cooldown(seen).value == "off" or not after.ok:
        return not_told("whether numbers cool down at all is not known, or they do not")
    return flag(False, "a search found the number right after its release")


def release_in_progress(seen: Seen) -> Told:
    release, looks = seen.get("three.release"), list(seen.looks("three.look").values())
    claim = seen.claimed("three")
    if release is None or claim is None or not looks:
        return not_told("stage 3 was not bought (--spend)")
    if release.code == IN_USE:
        return flag(False, f"the answer: {release.code}")
    sooner = release.until - claim.at < claim_span(seen).least
    if release.ok and looks[-1].status == "IN_PROGRESS" and (sooner or stale_span(seen).most < 0.5):
        return flag(True, "it was accepted while the claim was IN_PROGRESS")
    return not_told("the claim may have ended before")
