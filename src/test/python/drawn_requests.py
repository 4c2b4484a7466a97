"""Requests of CloudFormation, drawn: lives of one or two resources, with faults and turned knobs."""

import random
from collections.abc import Iterator

from connect_local.json_types import Json, Properties, Tags

# Faults of the simulator's control API.
FAULTS = [
    *("THROTTLE", "TOO_MANY_REQUESTS", "ACCESS_DENIED", "INTERNAL_ERROR_BEFORE", "INTERNAL_ERROR_AFTER"),
    *("DROP_BEFORE", "DROP_AFTER", "GARBAGE_BEFORE", "GARBAGE_AFTER", "EMPTY_BEFORE", "EMPTY_AFTER"),
    *("CRASH_BEFORE", "CRASH_AFTER", "CRASH_BEFORE", "CRASH_AFTER"),
]
OPERATIONS = [
    *("SearchAvailablePhoneNumbers", "ClaimPhoneNumber", "DescribePhoneNumber", "ListPhoneNumbersV2", "TagResource"),
    *("UntagResource", "UpdatePhoneNumber", "UpdatePhoneNumberMetadata", "ReleasePhoneNumber"),
    *("ImportPhoneNumber", "AssociatePhoneNumberContactFlow", "DisassociatePhoneNumberContactFlow"),
]
KNOBS = {
    "claim-seconds": ["0", "3", "20", "70", "400"],
    "move-seconds": ["0", "15", "90"],
    "metadata-seconds": ["0", "8"],
    "invisible-seconds": ["0", "4", "30", "75"],
    "list-invisible-seconds": ["0", "10", "60"],
    "stale-seconds": ["0", "5", "40"],
    "stale-release-seconds": ["0", "30"],
    "token-seconds": ["off", "10", "forever"],
    "retry-after-seconds": ["0", "7"],
    "rate": ["off", "1/1", "2/5"],
    "throttle-error": ["THROTTLING", "TOO_MANY_REQUESTS"],
    "quota": ["0", "1", "100"],
}
CREDENTIALS = {"accessKeyId": "AKIDDRAWN", "secretAccessKey": "drawn-secret", "sessionToken": "drawn-token"}
LOGICAL_IDS = ["Number", "Number", "Number", "Other"]


def draw(seed: int, many: int) -> list[Json]:
    """So many lines for the replay; each is named by its own seed, and can be drawn again alone."""
    return [_Drawer(1000 * seed + index).line() for index in range(many)]


class _Drawer:
    """One line."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._chance = random.Random(seed)
        # What each resource's template says, once it was created.
        self._templates: dict[str, Properties] = {}

    def line(self) -> Json:
        chance = self._chance
        line: Json = {
            "seed": self._seed,
            "stackId": f"arn:aws:cloudformation:{{region}}:123456789012:stack/drawn-{self._seed}/0001",
            "credentials": CREDENTIALS,
            "knobs": {name: chance.choice(KNOBS[name]) for name in sorted(KNOBS) if chance.random() < 0.25},
            "faults": [self._fault() for _ in range(chance.choice([0, 1, 1, 2, 3]))],
            "steps": list(self._steps()),
        }
        line["stackId"] = line["stackId"].replace("{region}", "us-east-1")
        if chance.random() < 0.3:
            line["typeConfiguration"] = {"ReleaseProtection": chance.random() < 0.5}
        return line

    def _fault(self) -> Json:
        chance = self._chance
        fault: Json = {"fault": chance.choice(FAULTS), "times": chance.choice([1, 1, 1, 2, 5, 15])}
        if chance.random() < 0.5:
            return {**fault, "at": chance.randrange(16)}
        return {**fault, "operation": chance.choice(OPERATIONS), "nth": chance.choice([1, 1, 2, 3])}

    def _steps(self) -> Iterator[Json]:
        yield self._step("CREATE")
        for _ in range(self._chance.randint(2, 5)):
            yield self._step(self._chance.choice(["CREATE", "UPDATE", "UPDATE", "UPDATE", "DELETE", "READ", "LIST"]))
        yield self._step("DELETE")

    def _step(self, action: str) -> Json:
        name = self._chance.choice(LOGICAL_IDS)
        step: Json = {"action": action, "logicalId": name}
        if self._chance.random() < 0.6:
            step["stackTags"] = self._tags()
        if action == "CREATE":
            step["desired"] = self._templates[name] = self._template()
        if action == "UPDATE":
            step["previous"] = self._templates.get(name) or self._template()
            step["desired"] = self._templates[name] = self._edited(step["previous"])
        if action == "LIST" and self._chance.random() < 0.7:
            step["desired"] = {"TargetArn": self._target()}
        if action == "DELETE" and self._chance.random() < 0.5:
            step["desired"] = self._templates.get(name, {})
        return step

    def _template(self) -> Properties:
        chance = self._chance
        chosen: Properties = chance.choice(
            [
                {"Type": chance.choice(["DID", "TOLL_FREE"]), "CountryCode": chance.choice(["US", "GB"])},
                {"Type": "DID", "CountryCode": "US", "Prefix": chance.choice(["+1", "+1206", "+1999"])},
                {"PhoneNumber": chance.choice(["+18005550123", "+18335550144", "+12065550199"])},
                {"SourcePhoneNumberArn": "{sourcePhoneNumberArn}"},
            ]
        )
        return self._edited({"TargetArn": self._target(), **chosen})

    def _target(self) -> str:
        return self._chance.choice(["{instanceArn}", "{instanceArn}", "{otherInstanceArn}", "{tdgArn}"])

    def _edited(self, before: Properties) -> Properties:
        """The properties, with some that can be changed in place changed; seldom, what cannot."""
        chance = self._chance
        after = dict(before)
        for name, values in self._values().items():
            if chance.random() < 0.35:
                value = chance.choice(values)
                after.pop(name, None)
                if value is not None:
                    after[name] = value
        return after | ({"CountryCode": "DE"} if chance.random() < 0.04 else {})

    def _values(self) -> Properties:
        tags = [{"Key": key, "Value": value} for key, value in self._tags().items()]
        return {
            "Description": ["for sales", "für den Verkauf", None],
            "ContactFlowArn": ["{flowArn}", "{secondFlowArn}", "{otherFlowArn}", None],
            "ReleaseProtection": [True, False, False, None],
            "Tags": [tags, tags, [], None],
            "TargetArn": [self._target()],
        }

    def _tags(self) -> Tags:
        names = sorted(self._chance.sample(["team", "stage", "cost", "owner"], self._chance.randint(0, 3)))
        return {name: self._chance.choice(["a", "b", "ü"]) for name in names}
