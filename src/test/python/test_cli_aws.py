"""How the command line asks AWS: its pace, its patience, and nothing that was not declared."""

import pytest
from connect_numbers import exits, main, pace, problems, regions
from connect_numbers.mask import Mask
from connect_numbers.problems import CallFailed

INSTANT = 1_700_000_000.0


class Clock:
    """Moves by being slept."""

    def __init__(self):
        self.time = INSTANT

    def now(self):
        return self.time

    def sleep(self, seconds):
        self.time += seconds


def region(monkeypatch, answers, actions=("connect:DescribePhoneNumber",)):
    """A Region whose calls end so, one after the other; and when each was made."""
    clock, made = Clock(), []
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "key")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")

    def once(self, action, parameters):
        self._pace.await_turn(*action.split(":"))
        made.append(clock.time - INSTANT)
        answer = answers.pop(0) if len(answers) > 1 else answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(regions.Region, "_once", once)
    return regions.Regions(actions, clock).region("us-east-1"), made


def failed(code, status=400):
    return CallFailed("connect:DescribePhoneNumber", code, "so", status)


def test_each_api_is_called_as_often_as_its_bucket_allows():
    clock = Clock()
    turns = pace.Pace(clock)
    made = {"connect": [], "cloudtrail": []}
    for service, times in made.items():
        clock.time = INSTANT
        for _ in range(8):
            turns.await_turn(service, "X")
            times.append(clock.time - INSTANT)
    assert made["connect"] == [0, 0, 0, 0, 0, 0.5, 1, 1.5]
    assert made["cloudtrail"] == [0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5]
    clock.time = INSTANT
    turns.await_turn("connect", "Y")
    assert clock.time == INSTANT, "each API has a bucket of its own"


def test_a_rate_of_nothing_waits_for_nothing():
    clock = Clock()
    turns = pace.Pace(clock, 0)
    for _ in range(100):
        turns.await_turn("connect", "X")
    assert clock.time == INSTANT


def test_a_throttled_call_is_made_again_later_and_later(monkeypatch):
    asked, made = region(monkeypatch, [failed("TooManyRequestsException", 429)])
    with pytest.raises(CallFailed):
        asked.call("connect:DescribePhoneNumber")
    assert len(made) == regions.TRIES
    pauses = [after - before for before, after in zip(made, made[1:], strict=False)]
    assert pauses[-1] > pauses[3] > pauses[0] > 0 and max(pauses) <= regions.LONGEST_PAUSE


def test_two_that_are_throttled_together_come_back_at_different_times(monkeypatch):
    pauses = []
    for _ in range(2):
        asked, made = region(monkeypatch, [failed("TooManyRequestsException", 429)])
        with pytest.raises(CallFailed):
            asked.call("connect:DescribePhoneNumber")
        pauses.append([round(after - before, 6) for before, after in zip(made, made[1:], strict=False)])
    assert pauses[0] != pauses[1]


@pytest.mark.parametrize("problem", [failed("InternalServiceException", 500), failed("ReadTimeoutError", 0)])
def test_a_call_that_is_not_answered_is_made_a_few_times_more(monkeypatch, problem):
    asked, made = region(monkeypatch, [problem])
    with pytest.raises(CallFailed):
        asked.call("connect:DescribePhoneNumber")
    assert len(made) == regions.TRIES_UNANSWERED


def test_a_refusal_is_final(monkeypatch):
    asked, made = region(monkeypatch, [failed("AccessDeniedException", 403)])
    with pytest.raises(CallFailed):
        asked.call("connect:DescribePhoneNumber")
    assert len(made) == 1


def test_pages_are_read_as_they_are_used(monkeypatch):
    asked, made = region(monkeypatch, [{"Items": [1, 2], "NextToken": "more"}, {"Items": [3]}])
    items = asked.pages("connect:DescribePhoneNumber", "Items")
    assert next(items) == 1 and len(made) == 1
    assert list(items) == [2, 3] and len(made) == 2


def test_an_action_that_is_not_declared_is_a_defect(monkeypatch):
    asked, made = region(monkeypatch, [{}])
    with pytest.raises(AssertionError, match="connect:ReleasePhoneNumber is not declared"):
        asked.call("connect:ReleasePhoneNumber")
    assert made == []


def test_no_subcommand_declares_an_action_that_claims_or_changes():
    reading = ("Describe", "List", "BatchGet", "Get", "Lookup")
    for command in main.COMMANDS:
        assert [action for action in command.actions if not action.split(":")[1].startswith(reading)] == []


def test_the_first_failure_of_several_ends_the_work(monkeypatch):
    asked, made = region(monkeypatch, [{}, failed("AccessDeniedException", 403)])
    with pytest.raises(CallFailed):
        asked.each(lambda _: asked.call("connect:DescribePhoneNumber"), range(1000))
    assert len(made) <= 1 + regions.WORKERS


@pytest.mark.parametrize("code", ["AccessDenied", "AccessDeniedException", "UnauthorizedOperation"])
def test_the_same_trouble_has_the_same_remedy_in_every_protocol(code):
    assert "grant connect:DescribePhoneNumber" in problems.remedy(failed(code), "plan")


def test_the_mask_hides_numbers_and_nothing_else():
    mask = Mask(True)
    mask.learn("12345")
    dots = "\N{BULLET}" * 9
    others = "arn:aws:connect:us-east-1:123456789012:instance/1, +1"
    hidden = mask(f"+12065550100, Number12065550100, 12345, {others}")
    assert hidden == f"+{dots}00, Number{dots}00, {dots[:3]}45, {others}"
    assert Mask(False)("+12065550100") == "+12065550100"
    assert mask.all({"+12065550100": ["+12065550100", 5]}) == {f"+{dots}00": [f"+{dots}00", 5]}


def test_each_exit_code_has_a_meaning_and_help_tells_it(capsys):
    with pytest.raises(SystemExit):
        main.main(["--help"])
    said = capsys.readouterr().out
    for code in exits.Exit:
        assert code.meaning in said and f"{code.value}" in said


@pytest.mark.parametrize("default", [None, "us-west-2"])
def test_the_region_of_aws_region_comes_first(monkeypatch, default):
    """boto3 reads AWS_DEFAULT_REGION alone, and would read another Region's numbers."""
    monkeypatch.setenv("AWS_REGION", "eu-west-2")
    if default:
        monkeypatch.setenv("AWS_DEFAULT_REGION", default)
    else:
        monkeypatch.delenv("AWS_DEFAULT_REGION", raising=False)
    asked = regions.Regions((), Clock())
    assert asked.region().name == "eu-west-2" and asked.region("eu-central-1").name == "eu-central-1"
