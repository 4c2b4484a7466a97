"""numbers plan: what a deployment would do to phone numbers."""

import json
import os
import pathlib

import pytest
from cli_account import TYPE, Account, absent, account_of  # noqa: F401
from connect import simulated
from connect_numbers import main, regions
from connect_numbers import plan as plan_command
from connect_numbers.number import PROTECTION_TAG
from connect_numbers.plan.changes import UNKNOWN
from connect_numbers.plan.draft import drafted
from connect_numbers.problems import CallFailed
from templates import number, template

AWS_TYPE = "AWS::Connect::PhoneNumber"
INSTANCE_TYPE = "AWS::Connect::Instance"
GROUP_TYPE = "AWS::Connect::TrafficDistributionGroup"
DAY = 86_400


@pytest.fixture(scope="module")
def simulator():
    with simulated("--manual-clock", "TRAIL_LAG_SECONDS=off", "WINDOW_DAYS=off", "COOLDOWN_DAYS=off") as connect:
        yield connect


@pytest.fixture
def account(simulator, account_of):  # noqa: F811
    return account_of({"us-east-1": simulator})


def change(action, name="Number", kind=TYPE, physical_id="", before=None, after=None, **more):
    """A ResourceChange; contexts are properties."""
    contexts = {"BeforeContext": before, "AfterContext": after}
    return {
        "Type": "Resource",
        "ResourceChange": {
            "Action": action,
            "LogicalResourceId": name,
            "ResourceType": kind,
            **({"PhysicalResourceId": physical_id} if physical_id else {}),
            **{key: json.dumps({"Properties": value}) for key, value in contexts.items() if value is not None},
            **more,
        },
    }


def state(account: Account, *changes, name="next", **more):
    account.stacks.change_sets[name] = {
        "StackName": "desk",
        "Status": "CREATE_COMPLETE",
        "ExecutionStatus": "AVAILABLE",
        "Changes": list(changes),
        **more,
    }


def plan(account: Account, *changes, status=0, arguments=()):
    """The document of a plan of these changes."""
    state(account, *changes)
    code, said, complained = account.numbers("plan", "desk", "--change-set", "next", "--json", *arguments)
    assert code == status, complained or said
    return json.loads(said)


def acts(told):
    return {number["resource"]: number["act"] for number in told["numbers"]}


def number_of(account, arn):
    return account.connect.numbers[arn]["number"]


def wanted(account, **more):
    return {"TargetArn": account.connect.instance, "Type": "DID", "CountryCode": "US", **more}


# --- number by number ---


def test_a_new_number_is_claimed_where_the_quota_allows(account):
    told = plan(account, change("Add", after=wanted(account)))
    (place,) = told["quotas"]
    assert acts(told) == {"Number": "claim"}
    assert place == {"target": account.connect.instance, "held": 0, "most": 1, "quota": 5, "fits": True}
    assert told["budget"]["allowed"] == 10 and told["exitCode"] == 0


def test_an_import_from_end_user_messaging_counts_as_a_claim(account):
    source = {"TargetArn": account.connect.instance, "SourcePhoneNumberArn": account.connect.source}
    told = plan(account, change("Add", after=source))
    assert acts(told) == {"Number": "import"} and told["budget"]["claims"] == 1


def test_a_published_number_that_is_removed_without_retain_stops_the_pipeline(account):
    (arn,) = account.claim()
    account.bind(arn)
    told = plan(account, change("Remove", physical_id=arn, PolicyAction="Delete"), status=3)
    (number,) = told["numbers"]
    assert number["act"] == "release" and number["published"] and number["number"] == number_of(account, arn)
    assert "DeletionPolicy: Retain" in number["toDo"]
    code, said, _ = account.numbers("plan", "desk", "--change-set", "next")
    assert code == 3 and "PUBLISHED" in said and "STOP" in said


def test_a_release_on_purpose_is_named_and_passes(account):
    arn, other = account.claim(2)
    removed = change("Remove", physical_id=arn)
    plan(account, removed, arguments=("--allow-release", number_of(account, arn)))
    plan(account, removed, arguments=("--allow-release", number_of(account, other)), status=3)


@pytest.mark.parametrize("policy", ["Retain", "RetainExceptOnCreate"])
def test_a_number_that_is_removed_and_retained_is_let_go(account, policy):
    (arn,) = account.claim()
    assert acts(plan(account, change("Remove", physical_id=arn, PolicyAction=policy))) == {"Number": "let-go"}


def test_a_protected_number_that_is_removed_makes_the_deployment_fail(account):
    (arn,) = account.claim()
    account.connect("POST", "tags", phoneNumber=arn, tags={PROTECTION_TAG: "true"})
    assert acts(plan(account, change("Remove", physical_id=arn), status=4)) == {"Number": "refused"}
    theirs = change("Remove", kind=AWS_TYPE, physical_id=arn)
    assert acts(plan(account, theirs, status=3)) == {"Number": "release"}, "AWS's type knows no protection"


def test_a_changed_logical_id_is_found_behind_a_release(account):
    (arn,) = account.claim()
    properties = wanted(account)
    removed = change("Remove", "Old", physical_id=arn, before=properties, PolicyAction="Delete")
    told = plan(account, removed, change("Add", "New", after=properties), status=3)
    assert acts(told) == {"Old": "release", "New": "claim"}
    assert "the logical id changed: compare desk.New" in told["numbers"][0]["why"]
    assert "give it its old name back" in told["numbers"][0]["toDo"]


def test_a_changed_logical_id_of_an_exact_number_cannot_even_be_claimed(account):
    (arn,) = account.claim()
    exact = {"TargetArn": account.connect.instance, "PhoneNumber": number_of(account, arn)}
    removed = change("Remove", "Old", physical_id=arn, before=exact, PolicyAction="Delete")
    told = plan(account, removed, change("Add", "New", after=exact), status=3)
    assert acts(told) == {"Old": "release", "New": "refused"}
    kept = {**removed, "ResourceChange": {**removed["ResourceChange"], "PolicyAction": "Retain"}}
    told = plan(account, kept, change("Add", "New", after=exact), status=4)
    assert acts(told) == {"Old": "let-go", "New": "refused"} and "numbers adopt" in told["numbers"][0]["toDo"]


@pytest.mark.parametrize(
    "after, act",
    [
        ({"PhoneNumber": "+12065550199"}, "replace"),
        ({"Type": "TOLL_FREE"}, "replace"),
        ({"CountryCode": "GB"}, "replace"),
        ({"Prefix": "+1999"}, "replace"),
        ({"Prefix": "+1"}, "keep"),
        ({"Prefix": UNKNOWN}, "may-release"),
        ({"SourcePhoneNumberArn": "arn:aws:sms-voice:us-east-1:123456789012:phone-number/x"}, "may-release"),
        ({"Description": "b"}, "keep"),
    ],
)
def test_a_conditional_replacement_is_decided_by_the_number_that_is_held(account, after, act):
    (arn,) = account.claim()
    edited = change(
        "Modify", physical_id=arn, before=wanted(account), after=wanted(account, **after), Replacement="Conditional"
    )
    told = plan(account, edited, status=0 if act == "keep" else 3)
    assert acts(told) == {"Number": act}
    assert told["budget"]["releases"] == told["budget"]["claims"] == (0 if act == "keep" else 1)


def test_the_number_itself_added_as_phone_number_replaces_nothing(account):
    (arn,) = account.claim()
    after = {"TargetArn": account.connect.instance, "PhoneNumber": number_of(account, arn)}
    edited = change("Modify", physical_id=arn, before=wanted(account), after=after, Replacement="Conditional")
    assert acts(plan(account, edited)) == {"Number": "keep"}


def test_a_replacement_that_retains_the_old_number_releases_none(account):
    (arn,) = account.claim()
    edited = change(
        "Modify",
        physical_id=arn,
        after=wanted(account, Type="TOLL_FREE"),
        Replacement="True",
        PolicyAction="ReplaceAndRetain",
    )
    told = plan(account, edited)
    assert acts(told) == {"Number": "let-go"}
    assert (told["budget"]["claims"], told["budget"]["releases"]) == (1, 0)


@pytest.mark.parametrize("replacement, act", [("True", "replace"), ("Conditional", "may-release")])
def test_a_replacement_of_the_aws_type_is_taken_at_its_word(account, replacement, act):
    (arn,) = account.claim()
    edited = change("Modify", kind=AWS_TYPE, physical_id=arn, after=wanted(account), Replacement=replacement)
    assert acts(plan(account, edited, status=3)) == {"Number": act}


def test_a_replacement_of_a_protected_number_is_refused(account):
    (arn,) = account.claim()
    account.connect("POST", "tags", phoneNumber=arn, tags={PROTECTION_TAG: "true"})
    edited = change("Modify", physical_id=arn, after=wanted(account, Type="TOLL_FREE"), Replacement="Conditional")
    told = plan(account, edited, status=4)
    assert acts(told) == {"Number": "refused"} and "ReleaseProtection: false" in told["numbers"][0]["toDo"]


def test_a_move_needs_a_place_on_the_other_target(account):
    (arn,) = account.claim()
    account.connect("POST", "quota", targetArn=account.connect.other_instance, quota=0)
    moved = change("Modify", physical_id=arn, after=wanted(account, TargetArn=account.connect.other_instance))
    told = plan(account, moved, status=4)
    assert acts(told) == {"Number": "move"}
    assert told["quotas"] == [
        {"target": account.connect.other_instance, "held": 0, "most": 1, "quota": 0, "fits": False}
    ]
    assert told["budget"]["claims"] == 0


@pytest.mark.parametrize(
    "more, act",
    [
        ({"action": "Remove", "PolicyAction": "Delete"}, "release"),
        ({"action": "Modify", "Replacement": "True"}, "release"),
        ({"action": "Modify", "Replacement": "Conditional"}, "release"),
        ({"action": "Remove", "PolicyAction": "Retain"}, None),
        ({"action": "Modify", "Replacement": "False"}, None),
    ],
)
def test_an_instance_that_goes_takes_its_numbers_along_protected_or_not(account, more, act):
    (arn,) = account.claim()
    account.connect("POST", "tags", phoneNumber=arn, tags={PROTECTION_TAG: "true"})
    gone = change(name="Center", kind=INSTANCE_TYPE, physical_id=account.connect.instance, **more)
    told = plan(account, gone, status=3 if act else 0)
    assert acts(told) == ({"Center": act} if act else {})
    assert [number["number"] for number in told["numbers"]] == ([number_of(account, arn)] if act else [])


def test_a_number_that_is_retained_goes_with_its_instance_all_the_same(account):
    (arn,) = account.claim()
    kept = change("Remove", physical_id=arn, PolicyAction="Retain")
    gone = change("Remove", "Center", INSTANCE_TYPE, account.connect.instance, PolicyAction="Delete")
    told = plan(account, kept, gone, status=3)
    assert acts(told) == {"Center": "release"} and told["budget"]["releases"] == 1


def test_a_group_that_is_deleted_may_release_its_numbers(account):
    account.claim(target=account.connect.tdg)
    gone = change("Remove", "Group", GROUP_TYPE, account.connect.tdg, PolicyAction="Delete")
    assert acts(plan(account, gone, status=3)) == {"Group": "may-release"}


def test_a_nested_stack_is_followed_where_its_change_set_tells(account):
    (arn,) = account.claim()
    state(account, change("Remove", "Inner", physical_id=arn, PolicyAction="Delete"), name="arn:nested")
    nested = change("Modify", "Nest", "AWS::CloudFormation::Stack", "arn:stack/inner", ChangeSetId="arn:nested")
    assert acts(plan(account, nested, status=3)) == {"Inner": "release"}
    untold = change("Modify", "Nest", "AWS::CloudFormation::Stack", "arn:stack/inner")
    told = plan(account, untold, status=3)
    assert acts(told) == {"Nest": "may-release"} and "--include-nested-stacks" in told["numbers"][0]["toDo"]


def test_a_nested_stack_that_is_removed_takes_what_it_does_not_retain(account):
    kept, gone = account.claim(2)
    template = {"Resources": {"Kept": {"Type": TYPE, "DeletionPolicy": "Retain"}, "Gone": {"Type": TYPE}}}
    account.stacks.add("inner", template, Kept=(TYPE, kept), Gone=(TYPE, gone))
    nested = change("Remove", "Nest", "AWS::CloudFormation::Stack", "arn:stack/inner", PolicyAction="Delete")
    assert acts(plan(account, nested, status=3)) == {"Kept": "let-go", "Gone": "release"}


def test_a_change_set_of_several_pages_is_read_whole(account):
    arns = account.claim(2)
    pages = {
        None: {"Changes": [change("Remove", "A", physical_id=arns[0])], "NextToken": "more"},
        "more": {"Changes": [change("Remove", "B", physical_id=arns[1])]},
    }
    whole = {"StackName": "desk", "Status": "CREATE_COMPLETE", "ExecutionStatus": "AVAILABLE"}
    account.stacks._DescribeChangeSet = lambda NextToken=None, **_: {**whole, **pages[NextToken]}
    assert acts(account.document("plan", "desk", "--change-set", "next")) == {"A": "release", "B": "release"}


def test_what_is_no_number_is_no_concern(account):
    told = plan(account, change("Remove", "Topic", "AWS::SNS::Topic", "arn:x"))
    assert told["numbers"] == [] and told["verdict"] == "Fits: nothing is released."


# --- room ---


def test_new_numbers_come_before_the_old_ones_leave(account):
    arns = account.claim(4)
    edits = [
        change("Modify", f"N{i}", physical_id=arn, after=wanted(account, Type="TOLL_FREE"), Replacement="Conditional")
        for i, arn in enumerate(arns)
    ]
    allowed = [word for arn in arns for word in ("--allow-release", number_of(account, arn))]
    told = plan(account, *edits, status=4, arguments=allowed)
    (place,) = told["quotas"]
    assert (place["held"], place["most"], place["quota"], place["fits"]) == (4, 8, 5, False)
    code, said, _ = account.numbers("plan", "desk", "--change-set", "next", *allowed)
    assert code == 4 and "raise quota L-8F812903 of this instance to 8 or more" in said


def test_an_instance_has_the_accounts_quota_where_it_has_none_of_its_own(account):
    account.connect("POST", "quota", targetArn=account.connect.instance, quota=9)
    new = change("Add", after=wanted(account))
    assert plan(account, new)["quotas"][0]["quota"] == 9
    account.connect("PATCH", "knobs", **{"resource-quotas": False})
    try:
        assert plan(account, new)["quotas"][0]["quota"] == 5
    finally:
        account.connect("PATCH", "knobs", **{"resource-quotas": True})


def test_claims_imports_and_releases_count_once_each(account):
    arns = account.claim(3)
    sdk = account.sdk()
    sdk.release_phone_number(PhoneNumberId=arns[0])
    instance = account.connect.instance.rsplit("/")[-1]
    sdk.import_phone_number(InstanceId=instance, SourcePhoneNumberArn=account.connect.source)
    taken = {"TargetArn": account.connect.instance, "PhoneNumber": number_of(account, arns[1])}
    with pytest.raises(sdk.exceptions.InvalidParameterException):
        sdk.claim_phone_number(**taken)
    assert plan(account, change("Add", after=wanted(account)))["budget"]["used"] == 5


def test_the_first_safe_date_is_when_enough_has_left_the_window(account):
    for _ in range(5):
        (arn,) = account.claim()
        account.sdk().release_phone_number(PhoneNumberId=arn)
        account.connect("POST", "clock", advanceSeconds=DAY)
    account.times["us-east-1"]._now += 5 * DAY + 5 * 60
    new = [change("Add", f"N{i}", after=wanted(account)) for i in range(3)]
    told = plan(account, *new, status=4)["budget"]
    # The third oldest of ten: the claim of the second day, 2026-01-02.
    assert (told["used"], told["claims"], told["allowed"], told["fits"]) == (10, 3, 10, False)
    assert told["firstSafeDay"] == "2026-07-02" and told["quotaNeeded"] == 7
    assert told["certainDay"] == "2026-07-02"
    code, said, _ = account.numbers("plan", "desk", "--change-set", "next")
    assert code == 4 and "wait until 2026-07-02" in said and "or deploy 0 claims now" in said


def test_no_date_is_safe_where_the_claims_alone_exceed_the_budget(account):
    account.connect("POST", "quota", targetArn=account.connect.instance, quota=1)
    new = [change("Add", f"N{i}", after=wanted(account)) for i in range(3)]
    told = plan(account, *new, status=4)["budget"]
    assert told["firstSafeDay"] is None and told["quotaNeeded"] == 2
    assert "no date is safe at this quota" in account.numbers("plan", "desk", "--change-set", "next")[1]


def test_what_cloudtrail_cannot_know_is_said(account):
    (arn,) = account.claim()
    account.connect("POST", "clock", advanceSeconds=91 * DAY)
    told = plan(account, change("Remove", physical_id=arn), status=3)
    assert told["budget"]["used"] == 0
    assert "90 of the 180 days" in told["budget"]["notKnown"]
    assert (
        "what was claimed and released before is not known"
        in account.numbers("plan", "desk", "--change-set", "next")[1]
    )


def test_a_target_that_nobody_knows_yet_is_said(account):
    state(account, change("Add", after=wanted(account, TargetArn=UNKNOWN)), change("Add", "Second"))
    code, said, _ = account.numbers("plan", "desk", "--change-set", "next")
    assert code == 0 and "Some targets are not known before the deployment" in said


# --- change sets that cannot be planned ---


@pytest.mark.parametrize(
    "more, said",
    [
        ({"ExecutionStatus": "EXECUTE_COMPLETE"}, "was executed already (EXECUTE_COMPLETE): make a new one"),
        ({"Status": "FAILED", "StatusReason": "No such number"}, "FAILED: No such number: mend that"),
        ({"Status": "CREATE_PENDING"}, "run `aws cloudformation wait change-set-create-complete`"),
        ({"ExecutionStatus": "OBSOLETE"}, "it is OBSOLETE: make a new one"),
    ],
)
def test_a_change_set_that_cannot_be_executed_is_refused_with_the_remedy(account, more, said):
    state(account, change("Add"), **more)
    code, out, complained = account.numbers("plan", "desk", "--change-set", "next", "--json")
    assert (code, out) == (1, "") and said in complained


def test_a_change_set_without_changes_fits(account):
    state(account, Status="FAILED", StatusReason="The submitted information didn't contain changes.")
    assert account.numbers("plan", "desk", "--change-set", "next")[0] == 0


def test_a_stack_that_others_create_meanwhile_is_not_deleted(account, tmp_path):
    def created(**_):
        account.stacks.add("desk")
        raise CallFailed("cloudformation:CreateChangeSet", "ValidationError", "Stack [desk] already exists", 400)

    account.stacks._CreateChangeSet = created
    account.stacks._DeleteChangeSet = account.stacks._DeleteStack = lambda **_: {}
    (tmp_path / "t.json").write_text("{}")
    code, _, complained = account.numbers("plan", "desk", "--template", "t.json", "--yes")
    assert code == 1 and "Stack [desk] already exists" in complained
    assert "cloudformation:DeleteStack" not in [action for action, _ in account.stacks.called]


class Drafts:
    """What CloudFormation answers to those who make change sets of their own for a stack that is not there yet."""

    def __init__(self, account):
        self.made, self.stacks = [], account.stacks
        for action in ("CreateChangeSet", "DeleteChangeSet", "ListChangeSets", "DeleteStack"):
            setattr(account.stacks, f"_{action}", getattr(self, action))

    def CreateChangeSet(self, StackName, ChangeSetName, **_):
        assert ChangeSetName not in self.made, "its name is another's already"
        self.made.append(ChangeSetName)
        self.stacks.add(StackName)
        self.stacks.stacks[StackName]["StackStatus"] = "REVIEW_IN_PROGRESS"
        empty = {"Status": "CREATE_COMPLETE", "ExecutionStatus": "AVAILABLE", "Changes": []}
        self.stacks.change_sets[ChangeSetName] = empty
        return {}

    def DeleteChangeSet(self, StackName, ChangeSetName):
        self.made.remove(ChangeSetName)
        return {}

    def ListChangeSets(self, StackName):
        return {"Summaries": [{"ChangeSetName": name} for name in self.made]}

    def DeleteStack(self, StackName):
        del self.stacks.stacks[StackName.rsplit("/", 1)[-1]]
        return {}


def test_two_plans_of_a_template_at_once_delete_each_its_own(account, tmp_path):
    drafts = Drafts(account)
    (tmp_path / "t.json").write_text("{}")
    region = regions.Regions(plan_command.COMMAND.actions + plan_command.COMMAND.writes, account.times["us-east-1"])
    one, other = (drafted(region.region(), "desk", tmp_path / "t.json", ()) for _ in range(2))
    told, account.stacks._DescribeStacks = account.stacks._DescribeStacks, lambda **_: not_there()
    first = one.__enter__()
    second = other.__enter__()
    account.stacks._DescribeStacks = told
    assert drafts.made == [first, second] and first != second

    one.__exit__(None, None, None)
    assert drafts.made == [second] and "desk" in account.stacks.stacks, "the other's, and its stack with it"
    other.__exit__(None, None, None)
    assert drafts.made == [] and "desk" not in account.stacks.stacks


def not_there():
    raise absent("DescribeStacks", "desk")


def test_a_template_is_planned_only_with_yes(account):
    pathlib.Path("t.yml").write_text("Resources: {}")
    code, _, complained = account.numbers("plan", "desk", "--template", "t.yml")
    assert code == 1 and "allow that by --yes" in complained and account.stacks.called == []


# --- the same, by the local CloudFormation ---


@pytest.fixture
def deployed(local, connect, cloud, searched, monkeypatch, tmp_path, capsys):
    """A stack with one number, on the local stack, and the command line there."""
    for name, value in {**local.environment, "AWS_CONFIG_FILE": os.devnull}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    cloud.create("desk", template(searched))

    def run(*arguments):
        capsys.readouterr()
        code = main.main([*arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


@pytest.mark.slow
def test_the_engine_tells_property_values(deployed, cloud, connect, searched):
    body = template({**searched, "Type": "TOLL_FREE"})
    body["Parameters"] = {"Where": {"Type": "String", "Default": connect.instance}}
    body["Resources"]["Number"]["Properties"]["TargetArn"] = {"Ref": "Where"}
    body["Resources"]["Later"] = number({**searched, "Description": {"Fn::GetAtt": ["Number", "Address"]}})
    cloud.change_set("desk", body)
    code, said, complained = deployed("plan", "desk", "--change-set", cloud._change_set, "--json")
    assert code == 3, complained
    told = json.loads(said)
    assert acts(told) == {"Number": "replace", "Later": "claim"}
    assert {number["target"] for number in told["numbers"]} == {connect.instance}
    before, after = cloud.stack("desk"), connect.number
    cloud.execute("desk")
    assert before and connect.releases == 1 and after["arn"] not in connect.numbers, "as it was planned"


@pytest.mark.slow
def test_a_published_number_stops_a_pipeline_that_would_release_it(deployed, cloud, connect, searched):
    bound = {**searched, "ContactFlowArn": connect.flow}
    cloud.update("desk", template(bound))
    renamed = {"Resources": {"Renamed": template(bound)["Resources"]["Number"]}}
    cloud.change_set("desk", renamed)
    code, said, _ = deployed("plan", "desk", "--change-set", cloud._change_set)
    assert code == 3 and "PUBLISHED" in said and "the logical id changed: compare desk.Renamed" in said
    assert connect.releases == 0


@pytest.mark.slow
def test_a_template_is_planned_and_leaves_no_change_set_and_no_stack(deployed, cloud, connect, searched):
    body = json.dumps({"Resources": {"Another": number(searched)}})
    pathlib.Path("t.json").write_text(body)
    before = cloud.stack("desk")
    code, said, complained = deployed("plan", "desk", "--template", "t.json", "--yes")
    assert code == 3, complained
    assert "RELEASE" in said and "CLAIM" in said
    code, said, complained = deployed("plan", "unheard-of", "--template", "t.json", "--yes")
    assert code == 0 and "1 claim" in said, complained
    assert cloud.stack("desk") == before
    assert cloud.cloudformation("list-change-sets", "--stack-name", "desk")["Summaries"] == []
    assert [stack["StackName"] for stack in cloud.cloudformation("describe-stacks")["Stacks"]] == ["desk"]
    assert connect.claims == 1 and connect.releases == 0


@pytest.mark.slow
def test_a_template_that_is_wrong_leaves_nothing_either(deployed, cloud):
    pathlib.Path("t.json").write_text('{"Resources": {"A": {"Type": "No::Such::Type"')
    code, _, complained = deployed("plan", "unheard-of", "--template", "t.json", "--yes")
    assert code == 1 and "ValidationError" in complained
    assert [stack["StackName"] for stack in cloud.cloudformation("describe-stacks")["Stacks"]] == ["desk"]
