"""numbers probe dies at any call, and is run again: it pays its price at the most, and leaves nothing claimed."""

import json
import pathlib

import pytest
from cli_account import account_of  # noqa: F401
from connect_numbers import regions
from connect_numbers.probe import bench, changes, stage_two
from test_cli_probe import account, agrees, drawn, probe, simulator, verdicts  # noqa: F401

JOURNAL = pathlib.Path("numbers-probe.jsonl")
# Of stages 1, 1b, 2 and 3 together.
CLAIMS, RELEASES = 5, 6
CLAIM = "connect:ClaimPhoneNumber"


class Death(BaseException):
    """As a process is killed: nothing more is done."""


class Fate:
    """Kills at the calls that ``at`` wants, once each, before it is sent or when it is answered."""

    def __init__(self, monkeypatch, account, at, when):  # noqa: F811
        self.account, self.at, self.when = account, at, when
        self.died = set()
        self.more = ()
        once = regions.Region._once

        def fatal(region, action, parameters):
            call = action, json.dumps(parameters, sort_keys=True), lines().count('{"answer"')
            dies = call not in self.died and at(action, parameters)
            if dies and when == "before":
                self.die(call)
            if action == CLAIM:
                self.check_written_before(parameters)
            try:
                return once(region, action, parameters)
            finally:
                if dies:
                    self.die(call)

        monkeypatch.setattr(regions.Region, "_once", fatal)

    def die(self, call):
        self.died.add(call)
        raise Death

    def check_written_before(self, parameters):
        written = [json.loads(line).get("asked", {}) for line in lines().splitlines()]
        assert parameters in [asked.get("parameters") for asked in written]

    def live(self):
        """Runs the probe until it does not die; its verdicts."""
        for _ in range(1000):
            try:
                code, said, complained = probe(self.account, "--json", *self.more)
            except Death:
                continue
            assert code == 0, complained
            return verdicts(said)
        raise AssertionError("it dies for ever")


def lines():
    return JOURNAL.read_text() if JOURNAL.exists() else ""


def state(account):  # noqa: F811
    held = account.connect.numbers
    return {
        "claims": account.connect.claims,
        "releases": account.connect.releases,
        "held": {arn: number["status"] for arn, number in held.items()},
    }


def ends_well(account, before, found):  # noqa: F811
    """Within the price, with nothing left but what Connect does not let go, and with true verdicts."""
    after, turned = state(account), account.connect("GET", "knobs")
    assert after["claims"] - before["claims"] <= CLAIMS and after["releases"] - before["releases"] <= RELEASES
    left = {arn: status for arn, status in after["held"].items() if arn not in before["held"]}
    assert all(status == "FAILED" and turned["release-failed"] == "false" for status in left.values()), left
    wrong = {k: (v["sure"], turned[k]) for k, v in found.items() if v["value"] and not agrees(v, turned[k])}
    assert wrong == {}


@pytest.mark.slow
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_probe_that_dies_at_every_call_ends_well(account, monkeypatch, when):  # noqa: F811
    """At each of its calls once, one death after the other."""
    for module, name, value in ((bench, "BURST", 2), (changes, "FLOW_READS", 4), (stage_two, "LISTED", 2.0)):
        monkeypatch.setattr(module, name, value)
    account.connect("PATCH", "knobs", **{"trail-lag-seconds": "1"})
    before = state(account)
    fate = Fate(monkeypatch, account, lambda action, parameters: True, when)
    found = fate.live()
    assert len(fate.died) > 100
    ends_well(account, before, found)


def spending(account):  # noqa: F811
    """Whether a call claims a number that the account does not hold, or whose claim FAILED."""

    def at(action, parameters):
        if action != CLAIM:
            return False
        held = {number["number"]: number["status"] for number in account.connect.numbers.values()}
        return held.get(parameters["PhoneNumber"], "FAILED") == "FAILED"

    return at


@pytest.mark.slow
@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("seed", range(101, 111))
def test_a_claim_whose_answer_is_lost_is_found_whatever_the_account_is_like(account, monkeypatch, seed, when):  # noqa: F811
    """Whether tokens are remembered or not, lists late, FAILED numbers hidden or claimed again."""
    account.connect("PATCH", "knobs", **drawn(account.connect, seed))
    before = state(account)
    fate = Fate(monkeypatch, account, spending(account), when)
    found = fate.live()
    assert 4 <= len(fate.died) <= CLAIMS
    ends_well(account, before, found)


@pytest.mark.slow
@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("life, anew", [("off", 1), ("86400", 0)])
def test_a_stage_that_dies_at_every_call_pays_its_own_price(account, monkeypatch, life, anew, when):  # noqa: F811
    """Stages 1 and 1b, where a released number is on offer at once, and a forgotten token claims it anew."""
    monkeypatch.setattr(changes, "FLOW_READS", 4)
    account.connect("PATCH", "knobs", **{"trail-lag-seconds": "1", "token-seconds": life, "cooldown-days": "off"})
    begun = state(account)
    fate = Fate(monkeypatch, account, lambda action, parameters: True, when)
    for stage, price in (("1", 1), ("1b", anew)):
        before = state(account)
        fate.more = ("--stage", stage)
        found = fate.live()
        after = state(account)
        assert after["claims"] - before["claims"] == price == after["releases"] - before["releases"]
    ends_well(account, begun, found)


@pytest.mark.slow
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_repeated_claim_whose_answer_is_lost_is_not_sent_beyond_its_price(account, monkeypatch, when):  # noqa: F811
    """The number cools down: nobody can tell a lost repetition from a lost refusal, and the stage ends."""
    account.connect("PATCH", "knobs", **{"trail-lag-seconds": "1"})
    assert probe(account, "--stage", "1")[0] == 0
    before = state(account)
    fate = Fate(monkeypatch, account, lambda action, parameters: action == CLAIM, when)
    fate.more = ("--stage", "1b")
    fate.live()
    assert len(fate.died) == 1 and state(account) == before
