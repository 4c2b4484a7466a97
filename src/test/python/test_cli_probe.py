"""numbers probe: in simulated accounts whose unknowns are drawn, it finds what its stages can tell, at its price."""

import dataclasses
import json
import pathlib
import random
import re

import pytest
from cli_account import Account, account_of  # noqa: F401
from cloud import ROOT
from connect import simulated
from connect_numbers.probe import answer, beliefs, observations, report, stages, table
from connect_numbers.probe.journal import Journal
from connect_numbers.probe.verdict import not_told

SECONDS = {
    "claim-seconds": (0, 2, 4, 20, 60),
    "move-seconds": (0, 2, 10, 30),
    "metadata-seconds": (0, 1, 3, 12),
    "invisible-seconds": (0, 0, 3, 8, 50),
    "list-invisible-seconds": (0, 0, 5, 20),
    "stale-seconds": (0, 0, 2, 5),
    "stale-release-seconds": (0, 5, 30),
    "trail-lag-seconds": (0, 60, 300),
    "token-seconds": (0, 1, 60, 86_400),
    "retry-after-seconds": (0, 3),
    "cooldown-days": (0, 180),
}
LISTED = {
    **{name: [str(value) for value in values] for name, values in SECONDS.items()},
    "rate": ["off", "2/5", "3/8", "5/10"],
    "quota": ["14", "20", "50"],
    "flow-reads-miss": ["off", "2", "7", "20"],
}


@pytest.fixture(scope="module")
def simulator():
    with simulated("--manual-clock", "QUOTA=50") as connect:
        yield connect


@pytest.fixture
def account(simulator, account_of, monkeypatch):  # noqa: F811
    """Holds a number on the instance, and one on a group, which has no room for another."""
    account = account_of({"us-east-1": simulator})
    for service in ("CONNECT", "SERVICE_QUOTAS", "CLOUDTRAIL"):
        monkeypatch.setenv(f"AWS_ENDPOINT_URL_{service}", simulator.endpoint)
    account.claim(PhoneNumberDescription="Front desk", Tags={"Site": "Oslo"})
    account.claim(target=simulator.tdg)
    simulator("POST", "quota", targetArn=simulator.tdg, quota=1)
    return account


def knobs(connect):
    """Every knob's form by its name, as the simulator tells it."""
    return {knob["name"]: knob["form"] for group in connect("GET", "view/knobs") for knob in group["knobs"]}


def drawn(connect, seed):
    """A value for each knob that the probe has a verdict of."""
    chance = random.Random(seed)
    return {
        name: chance.choice(LISTED.get(name) or form.split(" or "))
        for name, form in knobs(connect).items()
        if name in table.KNOBS
    }


def probe(account: Account, *more):
    connect = account.connect
    given = ("--target", connect.instance, "--other-target", connect.other_instance)
    given += ("--full-target", connect.tdg, "--flow", connect.flow, "--yes", "--spend", "--role", account.role.arn)
    return account.numbers("probe", *given, *more)


def verdicts(said):
    return {verdict["knob"]: verdict for verdict in json.loads(said)["verdicts"]}


def journaled():
    """The answers in the journal, by their steps."""
    lines = map(json.loads, pathlib.Path("numbers-probe.jsonl").read_text().splitlines())
    return {line["answer"]["step"]: answer.read(line["answer"]) for line in lines if "answer" in line}


def described(text):
    return {"PhoneNumberDescription": text, "PhoneNumberStatus": {"Status": "CLAIMED"}}


def agrees(verdict, value):
    """Whether a verdict that is told is the drawn value; of a time, whether that is within what was found."""
    if "seconds" in verdict:
        least, most = verdict["seconds"]
        return least <= (0 if value == "off" else float(value)) <= most
    return verdict["value"] == value


ALWAYS = {
    *("quota", "resource-quotas", "wording", "malformed-id", "search-unknown", "describe-type", "group-instance"),
    *("token-uuid", "two-targets", "invisible-seconds", "stale-seconds", "move-seconds", "metadata-seconds"),
    *("stale-release-seconds", "trail-lag-seconds", "unbind-unbound", "unbound-read", "flow-reads-miss", "bind-error"),
    *("keep-description", "many-tags", "failed-move-stays", "release-bound"),
    *("list-failed", "failed-again", "release-failed"),
}


def to_be_told(values):
    """What a whole run can tell of an account as this one is."""
    seconds = {name: float(values[name]) for name in SECONDS}
    visible, slow = seconds["invisible-seconds"] == 0, seconds["claim-seconds"] >= 20
    changes = seconds["move-seconds"] >= 2 or seconds["metadata-seconds"] >= 3
    when = {
        "rate": values["rate"] != "off",
        "throttle-error": values["rate"] != "off",
        "retry-after-seconds": values["rate"] != "off",
        "claim-seconds": visible,
        "list-in-progress": changes,
        "list-invisible-seconds": changes and values["list-in-progress"] == "true",
        "invisible-error": seconds["invisible-seconds"] >= 3,
        "invisible-writable": seconds["invisible-seconds"] >= 3,
        "stale-release-status": seconds["stale-release-seconds"] == 30,
        "token-conflict": values["token-seconds"] == "86400",
        "token-seconds": values["token-seconds"] in ("0", "1"),
        "bind-in-progress": visible and slow,
        "release-in-progress": visible and slow,
        "cooldown-days": values["cooldown-days"] == "0",
        "cool-failed": values["cooldown-days"] != "0" and values["release-failed"] == "true",
    }
    return ALWAYS | {name for name, is_so in when.items() if is_so}


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1, 41))
def test_what_is_told_is_what_was_drawn(account, seed):
    values = drawn(account.connect, seed)
    account.connect("PATCH", "knobs", **values)
    turned = account.connect("GET", "knobs")
    code, said, complained = probe(account, "--json")
    assert code == 0, complained
    found = verdicts(said)
    wrong = {k: (v["sure"], turned[k]) for k, v in found.items() if v["value"] and not agrees(v, turned[k])}
    assert wrong == {}
    assert [row for row in json.loads(said)["beliefs"] if row["value"] == beliefs.FAILS] == []
    told = {name for name, verdict in found.items() if verdict["value"]}
    assert to_be_told(values) - told == set(), {k: (v["sure"], turned[k]) for k, v in found.items() if k not in told}


def test_every_run_of_forty_tells_more_than_half_and_every_verdict_is_told_by_some(simulator):
    """So that nothing can be left untold everywhere."""
    told = [to_be_told(drawn(simulator, seed)) for seed in range(1, 41)]
    assert min(map(len, told)) > len(table.KNOBS) / 2 and set().union(*told) == table.KNOBS.keys()


def test_every_knob_is_told_or_out_of_reach_with_a_reason(simulator):
    """A new knob is put in one of the two, or fails here."""
    assert not table.KNOBS.keys() & table.OUT_OF_REACH.keys()
    assert table.KNOBS.keys() | table.OUT_OF_REACH.keys() == knobs(simulator).keys()
    assert all(table.OUT_OF_REACH.values())


def test_the_page_has_each_stage_with_its_price():
    page = (ROOT / "docs/probe.md").read_text()
    rows = {line.split("|")[1].strip(): line.split("|")[-2].strip() for line in page.splitlines() if line[:1] == "|"}
    for stage in stages.STAGES.values():
        price = stage.price.removeprefix("at most ").split(";")[0].replace(" and ", ", ") if stage.claims else "nothing"
        assert rows[stage.number] == price
    assert f"{len(beliefs.BELIEFS)} beliefs without a knob" in page


def test_what_is_believed_without_a_knob_is_a_row_of_the_page_and_is_tried(account):
    """The simulator believes it too."""
    page = (ROOT / "docs/evidence.md").read_text()
    assert [belief for belief in beliefs.BELIEFS if f"\n| {belief} |" not in page] == []
    account.connect("PATCH", "knobs", **{"trail-lag-seconds": "off"})
    told = json.loads(probe(account, "--json")[1])["beliefs"]
    assert {row["belief"]: row["value"] for row in told} == dict.fromkeys(beliefs.BELIEFS, beliefs.HOLDS)


def test_what_neither_a_knob_nor_a_belief_says_is_observed(account):
    """Each observation is made, and is in the report as it is on the screen."""
    account.connect("PATCH", "knobs", **{"trail-lag-seconds": "off"})
    code, said, complained = probe(account, "--json", "--report", "report.jsonl")
    assert code == 0, complained
    found = json.loads(said)["observations"]
    assert {row["observation"]: row["value"] for row in found} == {
        "Describe of a held number by its older ARN, instance/…/phone-number/…": "InvalidParameterException",
        "A flow read of a number that does not exist": "success",
        "A Describe of a contact flow that does not exist": "ResourceNotFoundException",
        "The second page of a search": "10 other numbers",
        "How long lists show a number after its release": "off",
    }
    lines = [json.loads(line) for line in pathlib.Path("report.jsonl").read_text().splitlines()]
    reported = {line["observation"]: line["value"] for line in lines if "observation" in line}
    assert reported == {row["observation"]: row["value"] for row in found}
    assert list(observations.OBSERVATIONS) == [row["observation"] for row in found]


@pytest.mark.parametrize("seconds", ["off", "12"])
def test_lists_after_a_release_are_looked_at(account, seconds):
    account.connect("PATCH", "knobs", **{"trail-lag-seconds": "off", "stale-release-seconds": seconds})
    found = json.loads(probe(account, "--stage", "1", "--json")[1])["observations"]
    (row,) = [row for row in found if "lists show" in row["observation"]]
    assert abs(float(row["value"].replace("off", "0")) - float(seconds.replace("off", "0"))) < 3, row


def test_a_number_that_was_released_since_stage_0_is_not_claimed_under_the_token(account):
    """Where tokens are forgotten and numbers on offer at once, that would claim it."""
    connect = account.connect
    connect("PATCH", "knobs", **{"trail-lag-seconds": "off", "token-seconds": "off", "cooldown-days": "off"})
    assert probe(account, "--stage", "0")[0] == 0
    account.sdk().release_phone_number(PhoneNumberId=journaled()["zero.held"].summary["PhoneNumberId"])
    before = connect.claims
    code, _, complained = probe(account, "--stage", "1")
    assert code == 0, complained
    assert connect.claims == before + 1 and "one.token.held" not in journaled()


def test_a_token_s_conflict_is_told_where_another_number_gets_what_another_description_gets(account):
    account.connect("PATCH", "knobs", **{"trail-lag-seconds": "off"})
    found, answers = verdicts(probe(account, "--json")[1]), journaled()
    assert found["token-conflict"]["value"] == "IDEMPOTENCY_EXCEPTION"
    assert answers["one.token.held"].parameters["PhoneNumber"] == answers["zero.held"].summary["PhoneNumber"]
    told = "Phone number not available: " + answers["one.token.held"].parameters["PhoneNumber"]
    answers["one.token.held"] = dataclasses.replace(answers["one.token.held"], code="Invalid", message=told)
    assert table.KNOBS["token-conflict"](answer.Seen(answers)).value == ""


@pytest.mark.parametrize("life, value", [("86400", "holds"), ("off", None)])
def test_a_released_number_that_its_token_claims_anew_is_released_again(account, life, value):
    account.connect("PATCH", "knobs", **{"trail-lag-seconds": "off", "token-seconds": life, "cooldown-days": "off"})
    before = account.connect.claims, account.connect.releases, account.connect.numbers
    code, said, complained = probe(account, "--stage", "1", "--stage", "1b", "--json")
    assert code == 0, complained
    anew = value is None
    assert (account.connect.claims - before[0], account.connect.releases - before[1]) == (1 + anew, 1 + anew)
    assert account.connect.numbers == before[2]
    told = {row["belief"]: row["value"] for row in json.loads(said)["beliefs"]}
    assert told["A repeated claim gets its first answer even after the number's release."] == value
    assert told["A second release of a number answers ResourceNotFoundException."] == "holds"


@pytest.mark.parametrize("lag", ["off", "600"])
def test_a_claim_counts_once_whether_cloudtrail_shows_it_yet_or_not(account, lag):
    """The account's two numbers, and what stage 1 has claimed and released: its repeated claims were no claims."""
    account.connect("PATCH", "knobs", **{"trail-lag-seconds": "off"})
    account.connect("POST", "clock", advanceSeconds=900)
    account.connect("PATCH", "knobs", **{"trail-lag-seconds": lag})
    code, _, complained = probe(account, "--stage", "1", "--stage", "1b")
    assert code == 0, complained
    assert re.findall(r"(\d+) of \d+ claims and releases are used", complained) == ["2", "4"]


TAGGING = "Claim and Import with Tags need connect:TagResource besides their own action."


@pytest.mark.parametrize("held", [True, False])
def test_a_session_without_tag_resource_tells_what_a_claim_with_tags_needs(account, held):
    """Of a number that the account holds, or of stage 1's own."""
    connect = account.connect
    connect("PATCH", "knobs", **{"trail-lag-seconds": "off"})
    if not held:
        (arn,) = [arn for arn, number in connect.numbers.items() if ":instance/" in number["targetArn"]]
        account.sdk().release_phone_number(PhoneNumberId=arn)
    before = connect.claims
    code, said, complained = probe(account, "--stage", "0", "--stage", "1", "--json", "--report", "report.jsonl")
    assert code == 0, complained
    assert {row["belief"]: row["value"] for row in json.loads(said)["beliefs"]}[TAGGING] == "holds"
    assert connect.claims == before + 1
    written = pathlib.Path("report.jsonl").read_text() + pathlib.Path("numbers-probe.jsonl").read_text()
    assert "session-secret" not in written and "simulated-session" not in written


def test_without_a_session_that_is_denied_nothing_is_told_of_tags(account):
    """No role; or a stand-in for AWS that ignores a session's policy."""
    told = [told for told in json.loads(probe(account, "--stage", "0", "--json")[1])["beliefs"]]
    account.role.narrows = False
    pathlib.Path("numbers-probe.jsonl").unlink()
    ignored = json.loads(probe(account, "--stage", "0", "--json")[1])["beliefs"]
    target = ("--target", account.connect.instance, "--yes", "--stage", "0", "--journal", "other.jsonl", "--json")
    without = json.loads(account.numbers("probe", *target)[1])["beliefs"]
    found = [{row["belief"]: (row["value"], row["sure"]) for row in rows}[TAGGING] for rows in (told, ignored, without)]
    assert found[0][0] == "holds"
    assert found[1] == (None, "the session's policy has no effect: it allows no list, and numbers were listed")
    assert found[2] == (None, "name a role that you may assume by --role")


def test_fifty_reads_are_of_a_number_that_has_a_flow(account):
    """Though the first that the account holds has none."""
    (bound,) = account.claim()
    account.bind(bound)
    told = verdicts(probe(account, "--stage", "0", "--json")[1])["flow-reads-miss"]
    assert told["value"] == "off" and told["sure"].startswith("50 reads of a bound number")


@pytest.mark.parametrize(
    "step, otherwise",
    [
        ("zero.search/1", {"result": {"AvailableNumbersList": [{"PhoneNumber": "+12065550100"}]}}),
        ("zero.search/0", {"result": {"AvailableNumbersList": [{}] * 7, "NextToken": "more"}}),
        ("zero.search.token", {"code": "ResourceNotFoundException"}),
        ("zero.unknown.arn", {"code": "InvalidParameterException"}),
        ("zero.refused/1", {"code": "IdempotencyException", "message": "used before"}),
        ("one.text.third", {"code": "InvalidRequestException"}),
        ("one.text.empty", {"code": "InvalidParameterException"}),
        ("one.text.empty/0", {"result": {"ClaimedPhoneNumberSummary": described("first")}}),
        ("zero.session.tags", {"code": "InvalidParameterException", "message": "Phone number not available: NUMBER"}),
        ("again.release", {"code": "InvalidRequestException"}),
        ("again.claim/0", {"code": "IdempotencyException", "message": "used before"}),
        ("two.move", {"code": ""}),
    ],
)
def test_an_answer_that_contradicts_what_is_believed_is_told(account, step, otherwise):
    account.connect("PATCH", "knobs", **{"trail-lag-seconds": "off"})
    assert probe(account)[0] == 0
    answers = journaled()
    if "message" in otherwise:
        otherwise = {
            **otherwise,
            "message": otherwise["message"].replace("NUMBER", answers[step].parameters["PhoneNumber"]),
        }
    answers[step] = dataclasses.replace(answers[step], **otherwise)
    assert beliefs.FAILS in {told.value for told in beliefs.believed(answer.Seen(answers)).values()}


def test_the_report_names_nobody(account):
    connect = account.connect
    connect("PATCH", "knobs", **{"trail-lag-seconds": "off"})
    assert probe(account, "--report", "report.jsonl")[0] == 0
    report, journal = (pathlib.Path(name).read_text() for name in ("report.jsonl", "numbers-probe.jsonl"))
    everything = connect("GET", "numbers")
    numbers = [*everything["numbers"], *everything["released"]]
    named = {number[member] for number in numbers for member in ("number", "id")}
    named |= {"123456789012", connect.instance.rsplit("/", 1)[-1], "Front desk", "Oslo", "Site"}
    assert {name for name in named if name in journal} == named
    assert {name for name in named if name in report} == set()
    lines = [json.loads(line) for line in report.splitlines()]
    assert [line["verdict"]["knob"] for line in lines if "verdict" in line] == list(table.KNOBS)
    claims = [
        line["answer"]["parameters"]["PhoneNumber"]
        for line in lines
        if line.get("answer", {}).get("step") == "one.claim/0"
    ]
    assert claims[0].startswith("+NUMBER-") and claims[0] in report.split('"one.look/0.list"')[1]


def test_a_name_in_the_report_is_one_thing_s_in_all_its_parts(tmp_path, monkeypatch):
    told, believed = not_told("of +12065550100"), not_told("of +12065550101")
    monkeypatch.setattr(report, "verdicts", lambda _: [table.Verdict("rate", told)])
    monkeypatch.setattr(report, "believed", lambda _: {"a belief": believed})
    journal = Journal(tmp_path / "journal", {"run": "1"})
    document = report.document(journal)
    journal.close()
    assert document["verdicts"][0]["sure"] != document["beliefs"][0]["sure"]


def test_a_number_that_is_kept_is_released_by_a_later_run(account):
    account.connect("PATCH", "knobs", **{"trail-lag-seconds": "off"})
    before = account.connect.claims
    assert probe(account, "--stage", "1", "--keep")[0] == 0
    assert len(account.connect.numbers) == 3
    assert probe(account, "--stage", "1")[0] == 0
    assert len(account.connect.numbers) == 2 and account.connect.claims == before + 1


def test_a_stage_that_was_done_is_not_done_again(account):
    account.connect("PATCH", "knobs", **{"trail-lag-seconds": "off"})
    first = json.loads(probe(account, "--json")[1])
    made = account.connect.claims, account.connect.releases
    assert json.loads(probe(account, "--json")[1]) == first
    assert (account.connect.claims, account.connect.releases) == made


def test_the_command_starts_a_simulator_that_is_as_the_account_is(account):
    """What is told can be given to the simulator as it is written."""
    account.connect("PATCH", "knobs", **drawn(account.connect, 7))
    command = json.loads(probe(account, "--json")[1])["command"]
    assert command.startswith("make local ") and command.count("=") > len(table.KNOBS) / 2
    with simulated("--manual-clock", *command.split()[2:]) as other:
        as_told = other("GET", "knobs")
    turned = account.connect("GET", "knobs")
    exact = [name for name in turned if name in table.KNOBS and not name.endswith("-seconds")]
    assert [
        name for name in exact if f"{name.upper().replace('-', '_')}=" in command and as_told[name] != turned[name]
    ] == []
