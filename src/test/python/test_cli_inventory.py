"""numbers inventory: what an account has, and what deserves attention first."""

import csv
import errno
import html.parser
import io
import json
import os
import pathlib

import pytest
from cli_account import TYPE, Account, SimulatedTime, account_of  # noqa: F401
from connect import simulated
from connect_numbers import output
from connect_numbers.number import PROTECTION_TAG

INSTANCE_TYPE = "AWS::Connect::Instance"


@pytest.fixture(scope="module")
def simulator():
    with simulated("--manual-clock", "QUOTA=1000", "WINDOW_DAYS=off") as connect:
        yield connect


@pytest.fixture
def account(simulator, account_of):  # noqa: F811
    return account_of({"us-east-1": simulator})


def findings(account: Account, *arguments: str) -> dict[str, list[str]]:
    """Concern to the numbers that have it."""
    return {found["name"]: found["numbers"] for found in account.document("inventory", *arguments)["attention"]}


def digits(account: Account, *arns: str) -> list[str]:
    return [account.connect.numbers[arn]["number"] for arn in arns]


def protect(account: Account, *arns: str) -> None:
    for arn in arns:
        account.connect("POST", "tags", phoneNumber=arn, tags={PROTECTION_TAG: "true"})


def test_a_number_is_told_with_all_that_connect_and_cloudformation_know(account):
    arn, free = account.claim(2, PhoneNumberDescription="Front desk", Tags={"Team": "Reception"})
    account.bind(arn)
    protect(account, arn)
    account.stacks.add("desk", Number=(TYPE, arn))

    said = account.document("inventory")

    assert said["regions"] == {"us-east-1": 2}
    told = {row["arn"]: row for row in said["numbers"]}
    assert told[arn] == {
        "number": account.connect.numbers[arn]["number"],
        "region": "us-east-1",
        "status": "CLAIMED",
        "type": "DID",
        "country": "US",
        "target": account.connect.instance,
        "flow": account.connect.flow,
        "protected": True,
        "stack": ["desk"],
        "resource": ["Number"],
        "attention": [],
        "message": "",
        "description": "Front desk",
        "tags": {"Team": "Reception"},
        "arn": arn,
    }
    assert told[free]["stack"] == [] and told[free]["attention"] == ["unreachable", "no-stack"]


def test_what_deserves_attention_comes_first_the_worst_of_it_first(account):
    fine, bare, open_, theirs, twice, lonely = account.claim(6)
    account.bind(fine, open_, theirs, twice, lonely)
    protect(account, fine, twice, lonely)
    account.stacks.add("a", Fine=(TYPE, fine), Bare=(TYPE, bare), Open=(TYPE, open_), Twice=(TYPE, twice))
    account.stacks.add("b", Theirs=("AWS::Connect::PhoneNumber", theirs), Again=(TYPE, twice))
    account.connect("POST", "trouble", operation="ClaimPhoneNumber", fault="FAIL_LATER", message="No luck")
    (failed,) = account.claim()
    account.stacks.resources["b"].append(
        {"LogicalResourceId": "F", "ResourceType": TYPE, "PhysicalResourceId": failed, "ResourceStatus": "X"}
    )

    assert findings(account) == {
        "failed": digits(account, failed),
        "two-stacks": digits(account, twice),
        "unreachable": digits(account, bare),
        "unprotected": digits(account, open_),
        "aws-type": digits(account, theirs),
        "no-stack": digits(account, lonely),
    }
    code, said, _ = account.numbers("inventory")
    assert code == 0 and said.index("To do") < said.index("number ")
    assert [line.split()[0] for line in said.splitlines() if line.startswith(" ") and line[1].isdigit()] == [
        f"{i}." for i in range(1, 7)
    ]
    assert "(No luck)" in said
    rows = [row["attention"] for row in account.document("inventory")["numbers"]]
    assert rows[0] == ["failed"] and rows[-1] == []


@pytest.mark.parametrize(
    "policy, doomed",
    [(None, True), ("Delete", True), ("Snapshot", True), ("Retain", False), ("RetainExceptOnCreate", False)],
)
@pytest.mark.parametrize("as_yaml", [False, True])
def test_an_instance_that_a_stack_would_delete_is_told_with_its_numbers(account, policy, doomed, as_yaml):
    (arn,) = account.claim()
    account.bind(arn)
    protect(account, arn)
    resource = {"Type": INSTANCE_TYPE, **({"DeletionPolicy": policy} if policy else {})}
    template = {"Resources": {"Center": resource}}
    if as_yaml:
        keeping = f"    DeletionPolicy: {policy}\n" if policy else ""
        template = f"Resources:\n  Center:\n    Type: {INSTANCE_TYPE}\n{keeping}    Metadata: !Sub 'x${{A}}'\n"
    account.stacks.add("numbers", Number=(TYPE, arn))
    account.stacks.add("center", template, Center=(INSTANCE_TYPE, account.connect.instance))

    said = account.document("inventory")

    assert [found["name"] for found in said["attention"]] == (["doomed"] if doomed else [])
    assert [place["stack"] for place in said["doomedInstances"]] == (["center"] if doomed else [])


def test_csv_and_html_have_every_number_once_and_nothing_of_the_network(account):
    arns = account.claim(3, PhoneNumberDescription="=1+1 <script>alert(1)</script>", Tags={"A": "</td>"})
    code, said, _ = account.numbers("inventory", "--csv", "all.csv", "--html", "all.html")

    assert code == 0 and "Written: all.csv" in said
    rows = list(csv.DictReader(io.StringIO(pathlib.Path("all.csv").read_text())))
    assert sorted(row["arn"] for row in rows) == sorted(arns)
    assert rows[0]["description"].startswith("'=1+1"), "a spreadsheet takes it for no formula"
    page = pathlib.Path("all.html").read_text()
    assert not any(word in page for word in ("<script", "src=", "href=", "url(", "@import"))
    cells = Cells()
    cells.feed(page)
    assert [row[-1] for row in cells.rows if row] == [row["arn"] for row in rows]


class Cells(html.parser.HTMLParser):
    """The texts of a page's table, row by row."""

    def __init__(self):
        super().__init__()
        self.rows, self._open = [], False

    def handle_starttag(self, tag, attributes):
        if tag == "tr":
            self.rows.append([])
        self._open = tag == "td"

    def handle_endtag(self, tag):
        self._open = False

    def handle_data(self, data):
        if self._open:
            self.rows[-1].append(data)


def test_masked_no_number_is_readable_anywhere(account):
    account.claim(2, PhoneNumberDescription="call +12065550100")
    everything = []
    for arguments in ([], ["--json"], ["--csv", "all.csv", "--html", "all.html"]):
        code, said, complained = account.numbers("inventory", "--mask", "--all", *arguments)
        assert code == 0, complained
        everything += [said, complained]
    everything += [pathlib.Path(name).read_text() for name in ("all.csv", "all.html")]
    for held in account.connect.numbers.values():
        shown = "".join(everything)
        assert held["number"][1:] not in shown and "2065550100" not in shown
        assert "\N{BULLET}" + held["number"][-2:] in shown


def test_a_number_that_is_released_meanwhile_is_left_out(account):
    account.claim(2)
    gone = {"fault": "REFUSE", "status": 404, "code": "ResourceNotFoundException", "message": "gone"}
    account.connect("POST", "trouble", operation="DescribePhoneNumber", **gone)
    assert account.document("inventory")["regions"] == {"us-east-1": 1}


def test_an_account_without_numbers_says_so(account):
    assert account.numbers("inventory")[1] == "0 phone numbers: us-east-1 0.\n"


@pytest.mark.slow
def test_a_thousand_numbers_in_three_regions_take_what_the_rate_costs_and_tell_in_one_screen(account_of):  # noqa: F811
    options = ("--manual-clock", "QUOTA=1000", "WINDOW_DAYS=off")
    with (
        simulated(*options) as one,
        simulated(*options, "REGION=eu-central-1") as two,
        simulated(*options, "REGION=ap-southeast-2") as three,
    ):
        account = account_of({"us-east-1": one, "eu-central-1": two, "ap-southeast-2": three})
        for region, count in zip(account.connects, (334, 333, 333), strict=True):
            account.claim(count, region=region)
            account.connects[region]("POST", "clock", advanceSeconds=600)
            account.connects[region]("DELETE", "calls")
        account.times = {region: SimulatedTime(connect) for region, connect in account.connects.items()}
        regions = [word for region in account.connects for word in ("--region", region)]

        code, said, complained = account.numbers("inventory", *regions)

        assert code == 0, complained
        for region, connect in account.connects.items():
            calls = connect.calls
            assert calls.count("DescribePhoneNumber") == len(connect.numbers)
            # A bucket of five that is refilled twice a second.
            alone = max((calls.count(name) - 5) / 2 for name in set(calls))
            assert account.times[region].elapsed <= 1.2 * alone, region
        assert "1,000 phone numbers: us-east-1 334, eu-central-1 333, ap-southeast-2 333." in said
        assert len(said.splitlines()) <= 40 and "To do: bind a flow" in said


def test_a_file_that_is_there_already_is_not_touched(account):
    pathlib.Path("all.csv").write_text("mine")
    code, _, complained = account.numbers("inventory", "--csv", "all.csv")
    assert code == 1 and "all.csv exists already: name another file" in complained
    assert pathlib.Path("all.csv").read_text() == "mine"


def test_a_full_disk_leaves_no_file(account, monkeypatch):
    account.claim()

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device", "all.csv")

    monkeypatch.setattr(os, "rename", full)
    code, _, complained = account.numbers("inventory", "--csv", "all.csv")
    assert code == 1 and "make room on the disk" in complained
    assert os.listdir() == []


def test_its_bar_moves_on_a_terminal(account, monkeypatch, capsys):
    account.claim(3)
    monkeypatch.setattr(output.rich.console.Console, "is_terminal", True)
    code, _, complained = account.numbers("inventory")
    assert code == 0 and "3/3" in complained


def test_what_json_says_is_one_document_and_all_of_it(account):
    account.claim()
    _, said, _ = account.numbers("inventory", "--json")
    assert set(json.loads(said)) == {"regions", "attention", "doomedInstances", "numbers"}
