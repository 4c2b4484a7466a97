"""Which states Cloud Control lets a resource be created in or changed to, and how it names a resource."""

import json

import pytest
from connect_local.cloudformation.cloud_control_errors import Refused
from connect_local.cloudformation.cloud_control_identifiers import Identifiers
from connect_local.cloudformation.cloud_control_states import States

SCHEMA = {
    "typeName": "Some::Kind::OfThing",
    "properties": {
        "Name": {"type": "string", "pattern": "^[a-z]+$", "maxLength": 5},
        "Size": {"type": "integer"},
        "Secret": {"type": "string"},
        "Arn": {"type": "string"},
        "Disk": {
            "type": "object",
            "properties": {"Kind": {"type": "string"}, "Gigabytes": {"type": "integer"}, "Key": {"type": "string"}},
            "additionalProperties": False,
        },
        "Tags": {"type": "array", "items": {"type": "object", "properties": {"Key": {"type": "string"}}}},
    },
    "required": ["Name"],
    "additionalProperties": False,
    "primaryIdentifier": ["/properties/Arn"],
    "readOnlyProperties": ["/properties/Arn"],
    "createOnlyProperties": ["/properties/Name", "/properties/Disk/Kind"],
    "writeOnlyProperties": ["/properties/Secret", "/properties/Disk/Key"],
    "handlers": {},
}
READ = {"Arn": "a", "Name": "x", "Size": 1, "Disk": {"Kind": "fast"}, "Tags": [{"Key": "a"}, {"Key": "b"}]}
states = States(SCHEMA)


def patched(*operations):
    return states.patched(READ, json.dumps(operations))


def refused(call, *arguments):
    with pytest.raises(Refused) as raised:
        call(*arguments)
    return raised.value.code, raised.value.message


def test_every_operation_of_a_patch_works_on_the_outcome_of_the_one_before():
    done = patched(
        {"op": "test", "path": "/Size", "value": 1},
        {"op": "add", "path": "/Tags/1", "value": {"Key": "new"}},
        {"op": "copy", "from": "/Tags/1", "path": "/Tags/-"},
        {"op": "move", "from": "/Tags/0", "path": "/Tags/-"},
        {"op": "replace", "path": "/Tags/0/Key", "value": "first"},
        {"op": "remove", "path": "/Size"},
    )
    assert done == {**{k: v for k, v in READ.items() if k != "Size"}, "Tags": [*map(key, ("first", "b", "new", "a"))]}
    assert READ["Size"] == 1 and READ["Tags"] == [key("a"), key("b")]


def key(name):
    return {"Key": name}


def test_a_path_may_lack_its_first_slash():
    assert patched({"op": "replace", "path": "Size", "value": 2})["Size"] == 2
    assert patched({"op": "move", "from": "Tags/0", "path": "Tags/-"})["Tags"] == [key("b"), key("a")]


def test_a_write_only_property_is_in_the_new_state_only_if_the_patch_adds_it():
    assert "Secret" not in patched({"op": "replace", "path": "/Size", "value": 2})
    assert patched({"op": "add", "path": "/Secret", "value": "s"})["Secret"] == "s"
    code, message = refused(patched, {"op": "replace", "path": "/Secret", "value": "s"})
    assert (code, message) == (
        "ValidationException",
        "[REPLACE Operation] noSuchPath in source, path provided : //Secret",
    )
    assert states.without_write_only({**READ, "Secret": "s", "Disk": {"Kind": "fast", "Key": "k"}}) == READ


@pytest.mark.parametrize(
    "operation, said",
    [
        ({"op": "replace", "path": "/Disk/Gigabytes", "value": 1}, "noSuchPath in source, path provided : //Disk/Giga"),
        ({"op": "remove", "path": "/Secret"}, "REMOVE Operation. noSuchPath"),
        ({"op": "add", "path": "/Nothing/There", "value": 1}, "ADD Operation. noSuchPath"),
        ({"op": "test", "path": "/Size", "value": 2}, "TEST Operation"),
        ({"op": "increase", "path": "/Size"}, "INCREASE Operation. Unknown operation"),
        ({"op": "replace", "path": "/Size"}, "REPLACE Operation"),
        ({"path": "/Size"}, "Operation"),
        ({"op": "replace", "value": 1}, "REPLACE Operation"),
        ({"op": "replace", "path": "", "value": []}, "the resource is no JSON object"),
        ("no operation", "not a JSON object"),
    ],
)
def test_a_patch_that_cannot_be_applied_is_refused(operation, said):
    with pytest.raises(Refused, match=said) as raised:
        patched({"op": "replace", "path": "/Size", "value": 7}, operation)
    assert raised.value.code == "ValidationException"


def test_a_patch_changes_neither_what_is_create_only_nor_what_is_read_only():
    replace = {"op": "replace", "value": "other"}
    assert refused(patched, {**replace, "path": "/Name"}, {**replace, "path": "/Disk/Kind"}) == (
        "NotUpdatableException",
        "Invalid patch update: createOnlyProperties [/properties/Name, /properties/Disk/Kind] cannot be updated",
    )
    assert refused(patched, {**replace, "path": "/Arn"}) == (
        "ValidationException",
        "Invalid patch update: readOnlyProperties [/properties/Arn] cannot be updated",
    )
    assert refused(patched, {"op": "remove", "path": "/Disk"})[0] == "NotUpdatableException"
    assert patched({**replace, "path": "/Name", "value": "x"}) == READ
    assert patched({"op": "add", "path": "/Disk/Gigabytes", "value": 9})["Disk"] == {"Kind": "fast", "Gigabytes": 9}


def test_a_state_that_the_schema_does_not_allow_is_refused_in_the_services_words():
    given = {"Disk": {"Colour": "red"}, "Size": "1", "Tags": {}, "Colour": "red", "Shape": "round"}
    code, message = refused(states.desired, json.dumps(given))
    assert code == "ValidationException"
    assert set(message.removeprefix("Model validation failed (").removesuffix(")").split("\n")) == {
        "#: extraneous key [Colour] is not permitted",
        "#: extraneous key [Shape] is not permitted",
        "#: required key [Name] not found",
        "#/Disk: extraneous key [Colour] is not permitted",
        "#/Size: expected type: Integer, found: String",
        "#/Tags: expected type: JSONArray, found: JSONObject",
    }
    _, message = refused(states.desired, json.dumps({"Name": "LONGER", "Size": True}))
    assert message.count("\n") == 2 and "#/Size: expected type: Integer, found: Boolean" in message
    assert "#/Name: expected maxLength: 5" in message
    assert "#/Name: failed validation constraint for keyword [pattern]" in message
    code, message = refused(patched, {"op": "add", "path": "/Colour", "value": "red"})
    assert (code, message) == (
        "ValidationException",
        "Model validation failed (#: extraneous key [Colour] is not permitted)",
    )


def test_a_create_may_name_read_only_properties():
    assert states.desired('{"Name": "x", "Arn": "b"}') == {"Name": "x", "Arn": "b"}


def test_what_is_not_json_is_refused():
    for text in ("{", "[]", '"Name"'):
        assert refused(states.desired, text) == ("ValidationException", "DesiredState is not a JSON object")
    for text in ("[", "{}"):
        assert refused(states.patched, READ, text) == ("ValidationException", "PatchDocument is not a JSON array")


def test_an_identifier_is_a_string_or_json():
    single = Identifiers(SCHEMA)
    assert single.properties("a|b") == {"Arn": "a|b"} == single.properties('{"Arn": "a|b"}')
    assert single.properties('{"/properties/Arn": "a"}') == {"Arn": "a"}
    assert (single.of(READ), single.of({"Name": "x"})) == ("a", None)
    pointers = ["/properties/Name", "/properties/Size"]
    compound = Identifiers({"primaryIdentifier": pointers, "additionalIdentifiers": [["/properties/Arn"]]})
    assert compound.properties("x|1") == {"Name": "x", "Size": "1"}
    assert compound.properties('{"Size": 1, "Name": "x"}') == {"Name": "x", "Size": 1}
    assert compound.properties('{"Arn": "a"}') == {"Arn": "a"}
    assert (compound.of(READ), compound.of({"Arn": "a"})) == ("x|1", None)
    for wrong in ("x", '{"Name": "x"}', '{"Colour": "red"}'):
        code, message = refused(compound.properties, wrong)
        assert code == "ValidationException" and "[/properties/Name, /properties/Size]" in message
