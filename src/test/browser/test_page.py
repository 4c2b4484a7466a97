"""What a reader sees on the simulator's page and can do there; a test for each thing that it promises."""

import json
import os
import re
import shlex
import subprocess
import urllib.error
import urllib.request

import pytest
from page import AXE, Page
from selenium import webdriver
from selenium.webdriver.common.keys import Keys
from simulated import ROOT, Simulated, number, simulator
from stories import exhaust, fill, spend

DAY = 86400
TOKEN = "11111111-2222-4333-8444-555555555555"
QUOTA = "The allowed limit for claimed phone numbers has been exceeded for your instance"


def pasted(command: str) -> str:
    """What it prints in a shell that knows nothing of the simulator and has no credentials."""
    aws = {"PATH": os.pathsep.join((f"{ROOT}/.tools/aws/bin", os.environ["PATH"])), "AWS_CONFIG_FILE": os.devnull}
    done = subprocess.run(["bash", "-eu", "-c", command], env=aws, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_page_alone_says_why_the_sixth_number_fails(page: Page, simulated: Simulated) -> None:
    fill(simulated)
    page.open()
    page.sees("Instance simulated is full", "holds 5 of 5 numbers", "its status is FAILED", within=".attention")
    page.open_row(number(105))
    page.sees("FAILED", "holds 5 of 5 numbers", "release one, move one to another target, or raise the quota", QUOTA)


def test_one_sentence_says_which_of_two_limits_stops_the_next_claim(page: Page, simulated: Simulated) -> None:
    exhaust(simulated)
    page.open()
    page.sees(
        "The 200 % rule stops the next claim, whatever its target, until 30 June 2026 (in 180 days), or until the quota"
        " is raised. A release does not free it: it counts too."
        " After that, the quota of Instance simulated stops it there.",
        within=".verdict",
    )
    assert [each.split(".")[0] for each in page.texts(".attention li")] == [
        "The account may not claim until 30 June 2026",
        "Instance simulated is full",
    ]
    simulated.control("PATCH", "knobs", **{"window-block": "REFUSED"})
    page.sees("The service refuses a further claim at once", within=".attention")
    simulated.advance(181 * DAY)
    page.sees(
        "The quota of Instance simulated stops the next claim there until a number is released or moved away, or the"
        " quota is raised. Every other target has room.",
        within=".verdict",
    )
    simulated.release(simulated.held(103))
    page.until(lambda: page.text(".attention") == "")


def test_trouble_that_strikes_the_next_claim_is_told_before_the_limits(page: Page, simulated: Simulated) -> None:
    fill(simulated)
    simulated.control("POST", "trouble", fault="FAIL_LATER", operation="ClaimPhoneNumber", message="no carrier")
    page.open()
    page.until(lambda: len(page.texts(".verdict")) == 2)
    trouble, quota = page.texts(".verdict")
    assert trouble.startswith("Scripted trouble strikes the next claim first: FAIL_LATER. Connect accepts the call")
    assert quota.startswith("The quota of Instance simulated stops the next claim there")
    simulated.control("DELETE", "trouble")
    page.until(lambda: len(page.texts(".verdict")) == 1)


def test_targets_that_count_by_themselves_are_stopped_by_themselves(page: Page, simulated: Simulated) -> None:
    simulated.control("PATCH", "knobs", **{"window-scope": "TARGET"})
    exhaust(simulated)
    for digits in range(200, 205):
        simulated.claim(digits, simulated.other)
    page.open()
    page.until(lambda: len(page.texts(".verdict")) == 2)
    rule, quota = page.texts(".verdict")
    assert rule.startswith(
        "The 200 % rule stops the next claim for Instance simulated until 30 June 2026 (in 180 days)"
    )
    assert rule.endswith("After that, the quota of Instance simulated stops it there.")
    assert quota.startswith("The quota of Instance simulated-other stops the next claim there until")


@pytest.mark.parametrize(
    ("value", "words"),
    {
        "NOTHING": "One that ends FAILED counts nothing.",
        "CLAIM": "even where it ends FAILED. A release counts, except that of a FAILED number.",
        "CLAIM_AND_RELEASE": "even where it ends FAILED. A release counts, even that of a FAILED number.",
    }.items(),
)
def test_the_count_is_explained_and_its_events_add_up(page: Page, simulated: Simulated, value: str, words: str) -> None:
    simulated.control("PATCH", "knobs", quota="1", **{"window-failed": value})
    simulated.claim(100)
    simulated.claim(101)
    for digits in (101, 100):
        simulated.release(simulated.held(digits))
    page.open()
    page.sees(words, f"window-failed: {value}", "guess", within=".counts")
    page.click("What decides the count")
    page.sees(
        "window-days", "180", "official", "window-scope", "ACCOUNT", "window-quota", "window-block", within=".budget"
    )
    simulated.advance(1)
    page.sees("00:00:07", within=".clock")
    page.sees("window-scope", within=".budget")
    events = {"NOTHING": 2, "CLAIM": 3, "CLAIM_AND_RELEASE": 4}[value]
    page.click(f"List the {events} claims and releases")
    page.sees(f"{events} claims and releases count", "200 % of the quota of 1", within="dialog[open]")
    listed = page.texts("dialog[open] tbody tr")
    assert len(listed) == events
    assert listed[0].startswith(
        f"1. claim {number(100)} 2026-01-01 00:00:0{2 if value == 'NOTHING' else 0} 30 Jun 2026"
    )
    assert listed[-1].startswith(f"{events}. release {number(100)} 2026-01-01 00:00:06 30 Jun 2026")
    assert sum("FAILED" in each for each in listed) == events - 2
    page.click(number(100))
    page.sees("Its life", within="dialog[open]")


def test_the_page_alone_says_when_the_budget_frees(page: Page, simulated: Simulated) -> None:
    spend(simulated)
    simulated.advance(30 * DAY)
    page.open()
    page.sees("The account may not claim until 30 June 2026", "200 % of its quota of 5", within=".attention")
    page.sees("Every claim fails until 30 June 2026 (in 150 days)", "frees on 30 June 2026", within=".budget")
    page.click("Day by day")
    page.sees("1 January 2026", "6", "5", "30 June 2026", within=".budget table")
    simulated.advance(151 * DAY)
    page.sees("The account has made 0 claims and releases", within=".budget")
    assert page.text(".attention") == ""


def test_a_refusal_of_the_budget_says_the_day(page: Page, simulated: Simulated) -> None:
    simulated.control("PATCH", "knobs", **{"window-block": "REFUSED"})
    spend(simulated)
    simulated.claim(106)
    page.open("calls")
    page.open_row("400 InvalidParameter")
    page.sees("has claimed 6 and released 5 numbers", "it can claim again on 30 June 2026", within=".reason")


def test_numbers_show_what_is_known_of_them(page: Page, simulated: Simulated) -> None:
    protected = {"team": "blue", "example:connect:phonenumber:release-protection": "true"}
    identifier = simulated.claim(100, Tags=protected, PhoneNumberDescription="front desk")
    flow = {"InstanceId": simulated.instance.split("/")[-1], "ContactFlowId": simulated.ready["flowArn"].split("/")[-1]}
    simulated.call("PUT", f"/phone-number/{identifier}/contact-flow", **flow)
    simulated.control("POST", "stack", phoneNumber=identifier, stack="hotline")
    simulated.claim(101, simulated.other)
    page.open()
    page.sees(number(100), "CLAIMED", "Simulated d", "yes", "team", "hotline", "2026-01-01 00:00:00", within=".numbers")
    page.sees("1 of 5 numbers", within=".targets")
    assert page.find(".targets li [role=meter]").get_attribute("aria-valuenow") == "1"
    page.click("Show its numbers: Instance simulated-other")
    page.until(lambda: number(100) not in page.text(".numbers") and number(101) in page.text(".numbers"))
    page.click("Show all: Instance simulated-other")
    page.open_row(number(100))
    page.sees("front desk", "by stack hotline", "Release protection", within="dialog[open]")


def test_a_stack_is_known_by_cloudformations_own_tag(page: Page, simulated: Simulated) -> None:
    identifier = simulated.claim(100)
    tags = {"aws:cloudformation:stack-name": "by-aws"}
    simulated.control("POST", "tags", phoneNumber=identifier, tags=tags)
    page.open()
    page.sees("by-aws", within=".numbers")


def test_an_arn_is_copied(page: Page, simulated: Simulated) -> None:
    identifier = simulated.claim(100)
    page.open()
    page.click("Copy ARN: the ARN of Instance simulated-other")
    page.sees("Copied the ARN of Instance simulated-other", within=".toast")
    assert page.clipboard() == simulated.other
    page.open_row(number(100))
    page.click("Copy ARN: the ARN")
    page.until(lambda: page.clipboard().endswith(f":phone-number/{identifier}"))


def test_tag_values_and_tokens_are_shown_on_demand_only(page: Page, simulated: Simulated) -> None:
    simulated.claim(100, Tags={"secret": "of the board"}, ClientToken=TOKEN)
    page.open()
    page.open_row(number(100))
    page.sees("secret", "hidden", within="dialog[open]")
    assert "of the board" not in page.script("return document.documentElement.innerHTML")
    page.click("Show tag values")
    page.sees("of the board", within="dialog[open]")
    page.open("calls")
    page.open_row("ClaimPhoneNumber")
    page.sees("ClientToken", '"secret": "…"', within="dialog[open]")
    html = page.script("return document.documentElement.innerHTML")
    assert "of the board" not in html and TOKEN not in html
    page.click("Show tokens and tag values")
    page.sees("of the board", TOKEN, within="dialog[open]")


def test_numbers_that_cool_down_have_the_day_of_their_return(page: Page, simulated: Simulated) -> None:
    simulated.release(simulated.claim(100))
    page.open()
    page.sees(number(100), "30 June 2026, in 180 days", within=".cooling")
    simulated.claim(100)
    page.open("calls")
    page.open_row("400 InvalidParameter")
    page.sees("was released, and cools down until 30 June 2026 at 00:00 UTC", within=".reason")


def test_calls_appear_as_they_come(page: Page, simulated: Simulated) -> None:
    page.open("calls")
    page.sees("No call has come in yet", "aws connect list-phone-numbers-v2")
    simulated.claim(100)
    page.sees("ClaimPhoneNumber", "200", "Boto3/1.44.5", within=".calls")
    simulated.call("GET", "/phone-number/11111111-2222-4333-8444-555555555555", agent="aws-cli/2.31.0 md/x")
    page.sees("DescribePhoneNumber", "404 ResourceNotFound", "aws-cli/2.31.0", within=".calls")
    assert "DescribePhoneNumber" in page.texts(".calls .rows [role=row]")[0], "the newest is at the top"


def test_a_throttled_call_says_what_the_limit_is(page: Page, simulated: Simulated) -> None:
    simulated.control("PATCH", "knobs", rate="2/5")
    for _ in range(6):
        simulated.call("POST", "/phone-number/list")
    page.open("calls")
    page.open_row("429 throttled")
    page.sees("allows 2 a second after a burst of 5, and the next one in 0.5 s", within=".reason")


def test_throttled_calls_are_hidden_by_one_key(page: Page, simulated: Simulated) -> None:
    fill(simulated)
    simulated.control("POST", "trouble", fault="THROTTLE", times=23)
    for _ in range(23):
        simulated.call("POST", "/phone-number/list")
    page.open("calls")
    page.sees("29 kept", "429 throttled")
    assert page.text("#throttled") == "Hide throttled 23"
    page.press("t")
    page.sees("6 of 29", "200, then FAILED")
    assert page.find("#throttled").get_attribute("aria-pressed") == "true"
    assert "429" not in page.text(".calls .rows")
    page.script("const s = document.getElementById('show'); s.value = 'refused'; s.dispatchEvent(new Event('change'))")
    page.sees("1 of 29", "200, then FAILED")
    page.script(
        "const s = document.getElementById('show'); s.value = 'throttled'; s.dispatchEvent(new Event('change'))"
    )
    page.sees("23 of 29")
    page.script("document.activeElement.blur()")
    page.press("t", "?")
    page.sees("Hide throttled calls, or show them", within="#help")
    assert page.find("#throttled").get_attribute("aria-pressed") == "false"


def test_a_number_outside_of_stacks_says_who_claimed_it(page: Page, simulated: Simulated) -> None:
    agent = "aws-cli/2.31.0 md/x command/connect.claim-phone-number"
    simulated.call("POST", "/phone-number/list")
    simulated.call("POST", "/phone-number/claim", agent, PhoneNumber=number(100), TargetArn=simulated.instance)
    page.open()
    page.sees("Claimed by", "aws-cli/2.31.0", within=".numbers")
    page.open_row(number(100))
    page.sees(f"{agent}, as arn:aws:iam::123456789012:user/simulated", within="dialog[open]")
    page.click("Open call 1")
    page.sees("ClaimPhoneNumber", "1, at 2026-01-01 00:00:00 UTC", "user/simulated", within="dialog[open]")
    simulated.control("DELETE", "calls")
    page.open()
    page.open_row(number(100))
    page.sees("the call that claimed it is no longer kept", within="dialog[open]")


def test_a_filter_of_several_words_finds_what_has_them(page: Page, simulated: Simulated) -> None:
    simulated.claim(100)
    simulated.claim(101, simulated.other)
    page.open()
    page.sees(number(100), number(101))
    page.press("/", "instance simulated-other")
    page.until(lambda: number(100) not in page.text(".numbers .rows"))
    page.sees(number(101), within=".numbers .rows")


def test_calls_are_filtered(page: Page, simulated: Simulated) -> None:
    fill(simulated)
    simulated.call("POST", "/phone-number/list")
    page.open("calls")
    page.sees("7 kept")
    page.press("/", "listphone")
    page.sees("1 of 7")
    page.press(Keys.ESCAPE)
    page.find("#filter").clear()
    page.press("/", "nothing of the kind")
    page.sees("No call that is kept matches")
    page.click("Show all calls")
    page.sees("7 kept")
    page.script("const s = document.getElementById('show'); s.value = 'refused'; s.dispatchEvent(new Event('change'))")
    page.sees("1 of 7", "200, then FAILED")


def test_request_and_answer_are_shown_and_copied_as_a_command(page: Page, simulated: Simulated) -> None:
    simulated.claim(100, Tags={"team": "it's blue"})
    page.open("calls")
    page.open_row("ClaimPhoneNumber")
    page.sees("POST /phone-number/claim", f'"PhoneNumber": "{number(100)}"', '"PhoneNumberId"', within="dialog[open]")
    page.click("Copy as aws command")
    page.sees("Copied the command", within=".toast")
    command = page.clipboard().replace(" \\\n    ", " ")
    assert shlex.split(command) == [
        *("AWS_PAGER=", "AWS_ACCESS_KEY_ID=any", "AWS_SECRET_ACCESS_KEY=any"),
        *("aws", "connect", "claim-phone-number", "--target-arn", simulated.instance),
        *("--phone-number", number(100), "--tags", '{"team":"it\'s blue"}'),
        *("--region", "us-east-1", "--endpoint-url", simulated.url),
    ]


def test_a_copied_claim_runs_as_pasted_and_claims_anew(page: Page, simulated: Simulated) -> None:
    simulated.control("PATCH", "knobs", **{"cooldown-days": "0"})
    identifier = simulated.claim(100, ClientToken=TOKEN, Tags={"team": "it's blue"})
    simulated.release(identifier)
    page.open("calls")
    page.open_row("ClaimPhoneNumber")
    page.sees("The client token is left out, so the command claims anew", within="dialog[open]")
    page.click("Copy as aws command")
    page.until(lambda: "claim-phone-number" in page.clipboard())
    answer = json.loads(pasted(page.clipboard()))
    assert answer["PhoneNumberId"] != identifier, "the token of the first claim would have answered the first id"
    claims = [each["parameters"] for each in simulated.calls() if each["operation"] == "ClaimPhoneNumber"]
    assert [each.pop("ClientToken") == TOKEN for each in claims] == [True, False]
    assert claims[0] == claims[1]


def test_other_copied_calls_run_as_pasted(page: Page, simulated: Simulated) -> None:
    identifier = simulated.claim(100)
    simulated.call("GET", f"/phone-number/{identifier}")
    simulated.call("POST", "/phone-number/list", TargetArn=simulated.instance, PhoneNumberTypes=["DID", "TOLL_FREE"])
    simulated.call("PUT", f"/phone-number/{identifier}", TargetArn=simulated.other, ClientToken=TOKEN)
    simulated.advance(60)
    page.open("calls")
    for kept, operation in enumerate(("UpdatePhoneNumber", "ListPhoneNumbersV2", "DescribePhoneNumber"), 4):
        page.sees(f"{kept} kept")
        page.until(lambda rows=kept: len(page.texts("main .rows [role=row]")) == rows)
        page.open_row(operation)
        page.click("Copy as aws command")
        page.sees("Copied the command", within=".toast")
        pasted(page.clipboard())
        page.press(Keys.ESCAPE)
        page.script("document.getElementById('toast').hidePopover()")
    calls = [(each["operation"], {**each["parameters"], "ClientToken": ""}) for each in simulated.calls()]
    assert calls[4:] == calls[3:0:-1]


def test_c_copies_what_an_open_dialog_shows(page: Page, simulated: Simulated) -> None:
    simulated.claim(100)
    page.open("calls")
    page.open_row("ClaimPhoneNumber")
    page.sees("Copy as aws command", within="dialog[open]")
    page.script("navigator.clipboard.writeText('')")
    assert "undefined" not in page.text("dialog[open]")
    page.press("c")
    page.until(lambda: "aws connect claim-phone-number" in page.clipboard())


@pytest.mark.parametrize(
    ("call", "words"),
    [
        ("many(0, 'claim')", "0 claims"),
        ("many(1, 'claim')", "1 claim"),
        ("many(2000, 'claim')", "2,000 claims"),
        ("many(1, 'claim or release', 'claims and releases')", "1 claim or release"),
        ("many(2, 'claim or release', 'claims and releases')", "2 claims and releases"),
        ("wait(0, 0)", "now"),
        ("wait(0, 1000)", "in 1 second"),
        ("wait(0, 119000)", "in 119 seconds"),
        ("wait(0, 120000)", "in 2 minutes"),
        ("wait(0, 7200000)", "in 2 hours"),
        ("wait(0, 172801000)", "in 3 days"),
    ],
)
def test_one_has_no_plural(page: Page, call: str, words: str) -> None:
    page.open()
    script = f"import('/_simulator/page/dom.js').then(({{ many, wait }}) => arguments[0]({call}))"
    assert page.driver.execute_async_script(script) == words


def test_the_page_says_one_claim_and_one_number(page: Page, simulated: Simulated) -> None:
    simulated.control("PATCH", "knobs", quota="1", **{"window-days": "1"})
    simulated.claim(100)
    page.open()
    page.sees("The account has made 1 claim or release in the last 1 day;", within=".budget")
    page.sees("1 of 1 number", within=".targets")
    page.sees("holds 1 of 1 number,", within=".attention")
    assert not re.search(r"\b1 (numbers|claims|releases|days|seconds)", page.text("body"))


def test_the_commands_of_the_empty_page_claim_a_number(page: Page, simulated: Simulated) -> None:
    page.open()
    page.click("Copy: the commands that claim a number")
    pasted(page.clipboard())
    page.until(lambda: page.text("#count-numbers") == "1")


def test_the_commands_of_the_empty_list_of_calls_make_a_first_one(page: Page, simulated: Simulated) -> None:
    page.open("calls")
    page.click("Copy: the commands of a first call")
    pasted(page.clipboard())
    page.sees("ListPhoneNumbersV2", within=".calls")


def test_a_request_that_is_no_call_says_why(page: Page, simulated: Simulated) -> None:
    assert "ClaimPhoneNumber" in simulated.call("PATCH", "/phone-number/claim")["Message"]
    page.open("calls")
    page.click("1 request is no call of the API")
    page.sees("No operation PATCH /phone-number/claim", "this path has POST (ClaimPhoneNumber)", within=".strays")
    simulated.call("PATCH", "/instance")
    page.sees("2 requests are no calls of the API", "PATCH /phone-number/claim", "PATCH /instance", within=".strays")


def test_the_clock_is_moved(page: Page, simulated: Simulated) -> None:
    page.open()
    page.click("+1 hour")
    page.sees("2026-01-01 01:00:00 UTC", within=".clock")
    page.click("+1 day")
    page.sees("2026-01-02 01:00:00 UTC", within=".clock")
    simulated.call("POST", "/phone-number/claim", PhoneNumber=number(100), TargetArn=simulated.instance)
    page.sees(f"Next, in 2 seconds: {number(100)} will no longer be IN_PROGRESS", within=".clock")
    page.click("To the next event")
    page.sees("2026-01-02 01:00:02 UTC", within=".clock")
    page.sees("CLAIMED", within=".numbers")


def test_what_comes_next_cannot_be_read_as_what_has_happened(page: Page, simulated: Simulated) -> None:
    fill(simulated)
    page.open()
    page.sees(f"Next, in 24 hours: the FAILED claim of {number(105)} will leave the list", within=".clock")


def test_a_numbers_life_is_told(page: Page, simulated: Simulated) -> None:
    identifier = simulated.claim(100)
    simulated.call("PUT", f"/phone-number/{identifier}", TargetArn=simulated.other)
    simulated.advance(DAY)
    simulated.release(identifier)
    page.open()
    page.sees(number(100), within=".cooling")
    page.script("document.querySelector('.cooling .rows [role=row]').click()")
    page.sees("Claim accepted for Instance simulated", "CLAIMED", "Moved to Instance simulated-other", within=".life")
    page.sees("Released", "Can be claimed again", "2026-07-01 00:00:03", within=".life")


def test_trouble_is_scripted_in_two_clicks_and_seen_to_strike(page: Page, simulated: Simulated) -> None:
    page.open("trouble")
    page.sees("Nothing is scripted")
    page.click("The next claim is accepted, and FAILS")
    page.click("Script it")
    page.sees("FAIL_LATER", "ClaimPhoneNumber", "waiting")
    simulated.claim(100)
    page.sees("struck 1 of 1", "Open call 0")
    page.click("Open call 0")
    page.sees("Accepted, and then FAILED", "Scripted trouble made it fail later", within="dialog[open]")
    page.press(Keys.ESCAPE)
    page.click("Clear all")
    page.sees("Nothing is scripted")


def test_every_fault_says_what_is_answered_and_what_the_effect_is(page: Page, simulated: Simulated) -> None:
    page.open("trouble")
    page.until(lambda: page.text("#fault-sense"))
    said = {}
    for name in page.script("return [...document.getElementById('fault').options].map(each => each.value)"):
        choose = (
            "const s = document.getElementById('fault'); s.value = arguments[0]; s.dispatchEvent(new Event('change'))"
        )
        page.script(choose, name)
        said[page.text("#fault-sense")] = name
    assert len(said) == 20 and all(each.endswith(".") for each in said)
    assert "The call takes effect, and the connection drops without an answer." in said
    page.click("The next claim takes effect, and its answer is lost")
    page.click("Script it")
    page.sees("DROP_AFTER", "The call takes effect, and the connection drops", within="main table")


def test_a_preset_is_marked_while_it_waits_and_no_longer(page: Page, simulated: Simulated) -> None:
    marked = ".presets label:has(:checked)"
    page.open("trouble")
    assert page.texts(marked) == []
    page.click("The next call is denied")
    assert len(page.texts(marked)) == 1
    page.click("Script it")
    page.sees("The next call is denied waiting", within=".presets")
    page.until(lambda: page.texts(marked) == [])
    simulated.call("POST", "/phone-number/list")
    page.until(lambda: "waiting" not in page.text(".presets"))
    page.click("The next claim times out")
    page.click("Script it")
    page.sees("waiting", within=".presets")
    page.click("Clear all")
    page.until(lambda: "waiting" not in page.text(".presets"))
    assert page.texts(marked) == []


def test_a_crash_is_shown_and_revived(page: Page, simulated: Simulated) -> None:
    page.open("trouble")
    page.click("The caller crashes in the next claim")
    page.click("Script it")
    page.sees("waiting", within=".presets")
    with pytest.raises(OSError):
        simulated.claim(100)
    page.sees("A scripted crash struck")
    page.click("Revive")
    page.until(lambda: "A scripted crash struck" not in page.text("main"))
    assert simulated.call("POST", "/phone-number/list")["ListPhoneNumbersSummaryList"]


def test_knobs_show_their_evidence_and_are_turned(page: Page, simulated: Simulated) -> None:
    page.open("knobs")
    page.press("/", "quota-counts")
    page.sees("whether a number takes its place of the quota", "guess", "do not say when")
    page.script(
        "const s = document.querySelector('[aria-label=quota-counts]');"
        "s.value = 'CLAIMED'; s.dispatchEvent(new Event('change'))"
    )
    page.sees("Back to ACCEPTED")
    assert simulated.control("GET", "knobs")["quota-counts"] == "CLAIMED"
    page.click("Back to ACCEPTED")
    page.until(lambda: simulated.control("GET", "knobs")["quota-counts"] == "ACCEPTED")
    page.script(
        "const i = document.getElementById('filter'); i.value = 'limit'; i.dispatchEvent(new Event('input'));"
        "i.value = 'official'; i.dispatchEvent(new Event('input'));"
        "const s = document.querySelector('[aria-label=quota]'); s.value = 'many'; s.dispatchEvent(new Event('change'))"
    )
    page.sees("quota=many cannot be read; give a whole number from 0, or off", within=".toast")
    assert [each for each in page.complaints() if "400 (Bad Request)" not in each] == []


def test_empty_lists_teach(page: Page, simulated: Simulated) -> None:
    page.open()
    page.sees("No number is held yet. Claim one", "aws connect claim-phone-number")
    page.sees("A number that is released cannot be claimed by anybody for 180 days")
    page.press("/", "hotline")
    page.sees("No number held matches “hotline”")


def test_clients_are_pointed_here(page: Page, simulated: Simulated) -> None:
    page.open("clients")
    for client, line in {
        "AWS CLI": f"export AWS_ENDPOINT_URL_CONNECT={simulated.url}",
        "boto3": f'endpoint_url="{simulated.url}"',
        "Java": f'.endpointOverride(URI.create("{simulated.url}"))',
        "Terraform": f'connect = "{simulated.url}"',
    }.items():
        page.sees(client, line)
    page.click("Copy: the snippet for boto3")
    assert "boto3.client(" in page.clipboard()


def test_the_state_is_begun_anew(page: Page, simulated: Simulated) -> None:
    simulated.claim(100)
    page.open("clients")
    page.click("Begin anew")
    page.until(lambda: page.text("#count-numbers") == "0")


def test_everything_is_reached_by_keys(page: Page, simulated: Simulated) -> None:
    for digits in (100, 101, 102):
        simulated.claim(digits)
    page.open()
    page.press("?")
    page.sees("Stop the clock, or let it run", within="#help")
    page.press(Keys.ESCAPE)
    page.press("j", "j", Keys.ARROW_DOWN, "k", Keys.ENTER)
    page.sees(number(101), "Its life", within="#detail")
    page.press(Keys.ESCAPE)
    page.press("c")
    page.until(lambda: ":phone-number/" in page.clipboard())
    page.press("h", "d")
    page.sees("2026-01-02 01:00:09 UTC", within=".clock")
    page.press("2")
    page.sees("3 kept")
    page.press("j", Keys.END, Keys.ENTER)
    page.sees("Call", "0, at 2026-01-01 00:00:00 UTC", within="#detail")
    page.press(Keys.ESCAPE)
    for view, heading in {"3": "Script trouble", "4": "Knobs", "5": "Point a client here", "1": "Numbers held"}.items():
        page.press(view)
        page.sees(heading, within="main")


def test_tab_reaches_every_control_and_shows_where_it_is(page: Page, simulated: Simulated) -> None:
    simulated.claim(100)
    page.open()
    reached = set()
    for _ in range(40):
        page.press(Keys.TAB)
        reached.add(
            page.script(
                "const e = document.activeElement; return e.id || e.getAttribute('aria-label') || e.textContent"
            )
        )
    assert {"clock-hour", "clock-day", "help-open", "filter", "Numbers held", "Skip to content"} <= reached


@pytest.mark.skipif(not AXE.exists(), reason="no axe: make javascript installs it where Node is there")
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("view", ["numbers", "calls", "trouble", "knobs", "clients"])
def test_axe_finds_nothing(page: Page, simulated: Simulated, view: str, dark: bool) -> None:
    page.look(dark)
    page.open(view)
    assert page.violations() == [], "where the lists are empty"
    spend(simulated)
    fill(simulated)
    simulated.control("POST", "trouble", fault="THROTTLE")
    simulated.call("POST", "/phone-number/list")
    page.until(lambda: page.text("#count-calls") == "18")
    page.until(lambda: len(page.texts("main [role=row], main tr, .knob, .code")) > 1)
    assert page.violations() == []
    page.press("?")
    assert page.violations() == []
    page.press(Keys.ESCAPE)
    if view in ("numbers", "calls"):
        page.script("document.querySelector('main .rows [role=row]').click()")
        page.find("dialog[open] #detail-title")
        assert page.violations() == []


def test_the_system_decides_between_light_and_dark(page: Page, simulated: Simulated) -> None:
    grounds = []
    for dark in (False, True):
        page.look(dark)
        page.open()
        grounds.append(page.script("return getComputedStyle(document.documentElement).backgroundColor"))
    assert grounds == ["rgb(247, 247, 245)", "rgb(19, 21, 24)"]


def test_the_page_says_when_the_simulator_is_gone_and_goes_on_when_it_is_back(driver: webdriver.Chrome) -> None:
    with simulator("--manual-clock") as simulated:
        page = Page(driver, simulated)
        page.open()
        port = simulated.url.rpartition(":")[2]
    page.sees("Lost: trying again")
    with simulator("--manual-clock", "--port", port) as again:
        page.sees("Live")
        again.claim(100)
        page.sees(number(100), within=".numbers")
    page.complaints()


def test_nothing_is_loaded_from_elsewhere(page: Page, simulated: Simulated) -> None:
    page.open()
    loaded = page.script("return performance.getEntriesByType('resource').map(each => each.name)")
    assert loaded and all(name.startswith(simulated.url + "/") for name in loaded)
    page.script("fetch('http://127.0.0.1:9/').catch(() => undefined)")
    page.until(lambda: any("Content Security Policy" in complaint for complaint in page.complaints()))


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Host": "evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
    ids=lambda headers: " ".join(map(": ".join, headers.items())),
)
def test_nothing_is_changed_or_read_from_another_origin_or_name(simulated: Simulated, headers: dict[str, str]) -> None:
    simulated.claim(100)
    for method, path in (("POST", "reset"), ("GET", "view/numbers"), ("GET", "events")):
        request = urllib.request.Request(f"{simulated.url}/_simulator/{path}", method=method, headers=headers)
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(request, timeout=60)
        assert refused.value.code == 403
        assert "Access-Control-Allow-Origin" not in refused.value.headers
    assert len(simulated.control("GET", "numbers")["numbers"]) == 1
