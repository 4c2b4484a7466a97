"""The linter's front: each of the rules is evaluated, and finds the flaw that is made for it.

Run with the Python that has the rules: .tools/guard/bin/python -m unittest discover src/contract/test/python
"""

import copy
import pathlib
import unittest

from contract_v2 import linter

SOUND = {
    "typeName": "Toy::Shop::Thing",
    "description": "Resource Type definition for Toy::Shop::Thing",
    "sourceUrl": "https://example.com/toy",
    "properties": {
        "Name": {"type": "string", "minLength": 1, "maxLength": 9, "pattern": "^[a-z]+$", "enum": ["a", "b"]},
        "Size": {"type": "integer", "minimum": 1, "maximum": 9, "default": 2},
        "Parts": {"type": "array", "minItems": 1, "maxItems": 9, "items": {"type": "string"}},
        "Secret": {"type": "string"},
        "Kept": {"type": "string"},
        "ThingArn": {"type": "string", "pattern": "^arn:"},
        "Id": {"type": "string"},
        "Tags": {"type": "array", "items": {"type": "string"}},
    },
    "required": ["Name"],
    "readOnlyProperties": ["/properties/Id"],
    "writeOnlyProperties": ["/properties/Secret"],
    "createOnlyProperties": ["/properties/Kept"],
    "primaryIdentifier": ["/properties/Id"],
    "replacementStrategy": "create_then_delete",
    "tagging": {
        "taggable": True,
        "tagOnCreate": True,
        "tagUpdatable": True,
        "cloudFormationSystemTags": True,
        "tagProperty": "/properties/Tags",
        "permissions": ["toy:Tag"],
    },
    "handlers": {
        "create": {"permissions": ["toy:Create"]},
        "read": {"permissions": ["toy:Read"]},
        "update": {"permissions": ["toy:Update", "toy:Tag"]},
        "delete": {"permissions": ["toy:Delete"]},
        "list": {"permissions": ["toy:List"]},
    },
}

# A rule, and the change of the sound schema that it must find: a path, and what is put there (None: it is removed).
FLAWS = [
    ("ensure_properties_do_not_support_multitype", "properties/Name/type", ["string", "object"]),
    ("ensure_array_doesnt_use_anyof", "properties/Parts/items", {"anyOf": [{"type": "string"}]}),
    ("ensure_arn_properties_type_string", "properties/ThingArn/type", "integer"),
    ("ensure_arn_properties_contain_pattern", "properties/ThingArn/pattern", None),
    ("ensure_resource_read_handler_exists_and_have_permissions", "handlers/read", None),
    ("ensure_resource_list_handler_exists_and_have_permissions", "handlers/list", None),
    ("ensure_primary_identifier_exists_and_not_empty", "primaryIdentifier", []),
    ("ensure_primary_identifier_is_read_or_create_only", "primaryIdentifier", ["/properties/Name"]),
    ("ensure_create_and_read_only_intersection_is_empty", "createOnlyProperties", ["/properties/Id"]),
    ("ensure_write_and_read_only_intersection_is_empty", "writeOnlyProperties", ["/properties/Id"]),
    ("verify_property_notation_for_immutable_properties", "readOnlyProperties", ["/properties/Id", "/properties/No"]),
    ("ensure_description_is_descriptive", "description", "A thing"),
    ("ensure_sourceUrl_uses_https", "sourceUrl", "http://example.com/toy"),
    ("ensure_default_replacementStrategy", "replacementStrategy", "delete_then_create"),
    ("ensure_resource_create_handler_exists_and_have_permissions", "handlers/create", None),
    ("ensure_resource_update_handler_exists_and_have_permissions", "handlers/update/permissions", ["toy:*"]),
    ("ensure_resource_delete_handler_exists_and_have_permissions", "handlers/delete", None),
    ("verify_property_notation_for_mutable_properties", "writeOnlyProperties", ["/properties/No"]),
    ("check_if_taggable_is_used", "taggable", True),
    ("ensure_tagging_is_specified", "tagging", None),
    ("ensure_taggable_and_tagging_do_not_coexist", "taggable", True),
    ("ensure_property_tags_exists_v1", "properties/Tags", None),
    ("ensure_property_tags_exists_v2", "tagging/taggable", False),
]
CHANGES = [
    ("ensure_old_property_not_removed", "properties/Kept", None),
    ("ensure_old_property_not_turned_immutable", "createOnlyProperties", ["/properties/Kept", "/properties/Name"]),
    ("ensure_old_property_not_turned_writeonly", "writeOnlyProperties", ["/properties/Secret", "/properties/Name"]),
    ("ensure_old_property_not_removed_from_readonly", "readOnlyProperties", ["/properties/Id", "/properties/Name"]),
    ("ensure_primary_identifier_not_changed", "primaryIdentifier", ["/properties/Id", "/properties/Name"]),
    ("ensure_no_more_required_properties", "required", ["Name", "Size"]),
    ("ensure_property_type_not_changed", "properties/Size/type", "number"),
    ("ensure_enum_not_changed", "properties/Name/enum", ["a"]),
    ("ensure_minlength_not_contracted", "properties/Name/minLength", 2),
    ("ensure_maxlength_not_contracted", "properties/Name/maxLength", 8),
    ("ensure_property_string_pattern_not_changed", "properties/Name/pattern", "^[a-y]+$"),
    ("ensure_minitems_not_contracted", "properties/Parts/minItems", 2),
    ("ensure_maxitems_not_contracted", "properties/Parts/maxItems", 8),
    ("ensure_minimum_not_contracted", "properties/Size/minimum", 2),
    ("ensure_maximum_not_contracted", "properties/Size/maximum", 8),
    ("ensure_tagging_properties_not_removed", "tagging/tagUpdatable", None),
    ("ensure_taggable_not_changed", "tagging/taggable", False),
    ("ensure_default_values_have_not_changed", "properties/Size/default", 3),
]


def flawed(path, value):
    schema = copy.deepcopy(SOUND)
    *above, last = path.split("/")
    node = schema
    for step in above:
        node = node[step]
    if value is None:
        del node[last]
    else:
        node[last] = value
    return schema


def failed(results):
    return {result.test for result in results if result.verdict == "FAILED"}


class LinterTest(unittest.TestCase):
    def test_a_sound_schema_obeys_every_rule(self):
        self.assertEqual(failed(linter.lint(SOUND)), set())

    def test_a_schema_is_compatible_with_itself_and_with_one_less(self):
        self.assertEqual(failed(linter.compare(SOUND, SOUND)), set())
        self.assertEqual(failed(linter.compare(flawed("properties/Parts", None), SOUND)), set())

    def test_each_rule_finds_its_flaw(self):
        for rule, path, value in FLAWS:
            # The one rule about the older way to say that a type has tags.
            older = {"taggable": True} if rule == "ensure_property_tags_exists_v1" else {}
            with self.subTest(rule):
                self.assertIn(rule, failed(linter.lint(flawed(path, value) | older)))

    def test_each_rule_finds_its_change(self):
        for rule, path, value in CHANGES:
            with self.subTest(rule):
                self.assertIn(rule, failed(linter.compare(SOUND, flawed(path, value))))

    def test_each_rule_of_the_library_has_its_flaw(self):
        rules = {"stateful": set(), "stateless": set()}
        for path in linter.LIBRARY.glob("*/*.guard"):
            kind = "stateful" if path.parent.name == "stateful" else "stateless"
            rules[kind] |= set(linter.RULE.findall(path.read_text()))
        self.assertEqual({rule for rule, _, _ in FLAWS}, rules["stateless"])
        self.assertEqual({rule for rule, _, _ in CHANGES}, rules["stateful"])

    def test_each_rule_has_one_verdict(self):
        results = [*linter.lint(SOUND), *linter.compare(SOUND, flawed("properties/Kept", None))]
        names = [result.test for result in results]
        self.assertEqual(sorted(names), sorted(rule for rule, _, _ in FLAWS + CHANGES))

    def test_a_rule_that_cannot_be_evaluated_has_failed(self):
        (result,) = linter.evaluate("rule broken { this is no rule }", SOUND, "suite")
        self.assertEqual((result.test, result.verdict), ("broken", "FAILED"))
        self.assertIn("could not be evaluated", result.reason)

    def test_a_finding_names_the_check_and_the_place(self):
        results = {result.test: result.reason for result in linter.lint(flawed("properties/ThingArn/pattern", None))}
        self.assertIn("ARN002", results["ensure_arn_properties_contain_pattern"])
        self.assertIn("/properties/ThingArn", results["ensure_arn_properties_contain_pattern"])

    def test_the_library_is_the_one_that_is_pinned(self):
        requirements = pathlib.Path(__file__).parents[3] / "local/requirements/guard.txt"
        self.assertIn("resource-schema-guard-rail==0.0.22", requirements.read_text())


if __name__ == "__main__":
    unittest.main()
