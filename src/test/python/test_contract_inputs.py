"""make contract-inputs: the inputs of the contract tests, for the simulator's account and for anybody's."""

import json
import re

import pytest
from cloud import ROOT
from connect_local.commands import inputs
from connect_local.stack import SCHEMA

MINE = {"INSTANCE_ID": "a1b2c3d4-0000-4000-8000-aaaaaaaaaaaa", "FLOW_ID": "f-1"}


def contents(folder):
    return {path.name: path.read_text() for path in folder.glob("inputs_*.json")}


def test_the_inputs_in_the_checkout_are_the_simulators(tmp_path):
    inputs.write(tmp_path, inputs.sets(inputs.SIMULATED))
    assert contents(tmp_path) == contents(ROOT / "inputs")


def test_every_create_has_tags_which_the_tests_v1_demand():
    assert [one.create for one in inputs.sets(inputs.SIMULATED) if not one.create.get("Tags")] == []


def test_no_input_names_a_region_an_account_or_a_partition():
    for name, text in contents(ROOT / "inputs").items():
        assert not re.search(r"\d{12}|arn:aws|us-east", text), name
        assert set(re.findall(r"{{(.*?)}}", text)) <= {"region", "account", "partition"}, name


def test_all_sets_exercise_every_property_and_the_searched_one_all_but_two():
    schema = json.loads(SCHEMA.read_text())
    asked = {name for name in schema["properties"] if f"/properties/{name}" not in schema["readOnlyProperties"]}
    assert exercised(inputs.sets(inputs.SIMULATED)) == asked
    assert asked - exercised(inputs.sets({**MINE, "SET": "searched"})) == {"PhoneNumber", "SourcePhoneNumberArn"}


def exercised(made):
    return {name for one in made for given in (one.create, one.update) for name in given}


def test_what_is_not_given_gets_no_set(tmp_path, capsys):
    (tmp_path / "inputs_9_create.json").write_text("{}")
    assert inputs.main([f"OUT={tmp_path}", *(f"{name}={value}" for name, value in MINE.items())]) == 0
    assert "1 sets of inputs" in capsys.readouterr().out
    assert sorted(contents(tmp_path)) == [f"inputs_1_{kind}.json" for kind in ("create", "invalid", "update")]
    assert "a1b2c3d4-0000-4000-8000-aaaaaaaaaaaa" in contents(tmp_path)["inputs_1_create.json"]


@pytest.mark.parametrize(
    "arguments, said",
    [
        ([], "say INSTANCE_ID=… and FLOW_ID=…"),
        (["INSTANCE_ID=arn:aws:connect:us-east-1:1:instance/x"], "the last part of an ARN"),
        (["PHONE_NUMBER=+442079460123"], "12 digits in a row"),
        (["COLOUR=red"], "COLOUR: not known"),
        (["SET=some"], "searched|all"),
    ],
)
def test_what_cannot_be_used_is_refused_and_nothing_is_written(tmp_path, capsys, arguments, said):
    given = [] if not arguments else [f"{name}={value}" for name, value in MINE.items()]
    assert inputs.main([f"OUT={tmp_path}", *given, *arguments]) == 2
    assert said in capsys.readouterr().err and not contents(tmp_path)
