"""make contract-inputs: writes inputs/ for somebody's account: python -m connect_local.commands.inputs NAME=value ...

What stands in inputs/ belongs to the simulator's account: its instances, its contact flows, a number that it offers. A
registration runs the contract tests v2 in an account, with the inputs that are in the artefact.
"""

import dataclasses
import json
import pathlib
import re
import sys
from collections.abc import Mapping, Sequence

from ..json_types import Json
from ..stack import ROOT, InvalidKnob, parse_knobs

# Filled in by the contract tests v2, and by v1 from exports of these names (inputs/exports.yml).
CONNECT = "arn:{{partition}}:connect:{{region}}:{{account}}:"
SMS_VOICE = "arn:{{partition}}:sms-voice:{{region}}:{{account}}:"

# The searched set covers all but two properties, and is the only one that can be run again and again.
SETS = ("searched", "all")
# What each value must look like, so that no ARN, Region or account id gets into an input.
ID = "[A-Za-z0-9-]{1,100}"
SHAPES = {
    "INSTANCE_ID": ID,
    "FLOW_ID": ID,
    "OTHER_FLOW_ID": ID,
    "OTHER_INSTANCE_ID": ID,
    "GROUP_ID": ID,
    "PHONE_NUMBER": r"\+[1-9][0-9]{1,14}",
    "SOURCE_ID": r"[A-Za-z0-9_-]{1,200}",
    "TYPE": "TOLL_FREE|DID|UIFN|SHARED",
    "COUNTRY": "[A-Z]{2}",
    "PREFIX": r"\+[1-9][0-9]{0,10}",
    "SET": "|".join(SETS),
    "OUT": ".+",
}
NEEDED = ("INSTANCE_ID", "FLOW_ID")
# What `make contract-inputs` writes without being told anything else is what inputs/ has: the simulator's.
SIMULATED = {
    "INSTANCE_ID": "11111111-aaaa-4aaa-8aaa-00000000000a",
    "FLOW_ID": "44444444-dddd-4ddd-8ddd-00000000000d",
    "OTHER_FLOW_ID": "44444444-dddd-4ddd-8ddd-00000000000e",
    "OTHER_INSTANCE_ID": "22222222-bbbb-4bbb-8bbb-00000000000b",
    "GROUP_ID": "33333333-cccc-4ccc-8ccc-00000000000c",
    "PHONE_NUMBER": "+18005550123",
    "SOURCE_ID": "phone-01" + "ab" * 15,
}


@dataclasses.dataclass(frozen=True)
class InputSet:
    """The inputs of one set; the invalid one is refused before anything is claimed."""

    create: Json
    update: Json
    invalid: Json

    @property
    def files(self) -> dict[str, Json]:
        return {"create": self.create, "update": self.update, "invalid": self.invalid}


def sets(values: Mapping[str, str]) -> list[InputSet]:
    """The sets that these values make up, the searched one first."""
    made = [_searched(values)]
    if values.get("SET", "all") == "searched":
        return made
    if "GROUP_ID" in values and "OTHER_INSTANCE_ID" in values:
        made.append(_moved(values))
    if "PHONE_NUMBER" in values:
        made.append(_exact(values))
    if "SOURCE_ID" in values:
        made.append(_imported(values))
    return made


def _searched(values: Mapping[str, str]) -> InputSet:
    instance, prefix = values["INSTANCE_ID"], values.get("PREFIX", "+1")
    wanted = {"Type": values.get("TYPE", "DID"), "CountryCode": values.get("COUNTRY", "US")}
    create = {
        "InstanceId": instance,
        **wanted,
        "Prefix": prefix,
        "Description": "Contract tests, searched",
        "ContactFlowArn": _flow(values, values["FLOW_ID"]),
        "ReleaseProtection": False,
        "Tags": _tags(Team="Sales", Site="Berlin"),
    }
    update = {
        "TargetArn": _instance(instance),
        **wanted,
        "Description": "Contract tests, changed",
        "ContactFlowArn": _flow(values, values.get("OTHER_FLOW_ID", values["FLOW_ID"])),
        "ReleaseProtection": False,
        "Tags": _tags(Team="Support", Shift="Late"),
    }
    return InputSet(create, update, {"InstanceId": instance, "Type": "CARRIER_PIGEON", "CountryCode": "Utopia"})


def _moved(values: Mapping[str, str]) -> InputSet:
    group = {"TargetArn": f"{CONNECT}traffic-distribution-group/{values['GROUP_ID']}"}
    wanted = {"Type": "TOLL_FREE", "CountryCode": values.get("COUNTRY", "US")}
    moved = {"Description": "Contract tests, moved", "Tags": _tags(Moved="yes")}
    return InputSet(
        {**group, **wanted, "Description": "Contract tests, on a group", "Tags": _tags(Moved="no")},
        {"TargetArn": _instance(values["OTHER_INSTANCE_ID"]), **wanted, **moved},
        {**group, **wanted, "Description": ""},
    )


def _exact(values: Mapping[str, str]) -> InputSet:
    exact = {
        "TargetArn": _instance(values["INSTANCE_ID"]),
        "PhoneNumber": values["PHONE_NUMBER"],
        "Tags": _tags(Team="Sales"),
    }
    return InputSet(
        {**exact, "Description": "Contract tests, exact"},
        {**exact, "Description": "Contract tests, changed"},
        {**exact, "PhoneNumber": "not a number"},
    )


def _imported(values: Mapping[str, str]) -> InputSet:
    source = f"{SMS_VOICE}phone-number/{values['SOURCE_ID']}"
    imported = {
        "TargetArn": _instance(values["INSTANCE_ID"]),
        "SourcePhoneNumberArn": source,
        "Tags": _tags(Team="Sales"),
    }
    return InputSet(
        {**imported, "Description": "Contract tests, imported"},
        {**imported, "Description": "Contract tests, changed"},
        {**imported, "SourcePhoneNumberArn": ""},
    )


def _instance(instance: str) -> str:
    return f"{CONNECT}instance/{instance}"


def _flow(values: Mapping[str, str], flow: str) -> str:
    return f"{_instance(values['INSTANCE_ID'])}/contact-flow/{flow}"


def _tags(**tags: str) -> list[Json]:
    return [{"Key": key, "Value": value} for key, value in tags.items()]


def write(folder: pathlib.Path, made: Sequence[InputSet]) -> None:
    """Replaces the input files in the folder; other files stay."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("inputs_*.json"):
        old.unlink()
    for number, one in enumerate(made, start=1):
        for kind, content in one.files.items():
            (folder / f"inputs_{number}_{kind}.json").write_text(json.dumps(content, indent=2) + "\n")


def checked(values: Mapping[str, str]) -> Mapping[str, str]:
    """The values, if they can be used. Raises InvalidKnob."""
    for name, value in values.items():
        if name not in SHAPES:
            raise InvalidKnob(f"{name}: not known here; say {', '.join(SHAPES)}")
        if not re.fullmatch(SHAPES[name], value):
            raise InvalidKnob(f"{name}={value}: write what matches {SHAPES[name]}; an id is the last part of an ARN")
        if name != "OUT" and re.search(r"\d{12}", value):
            raise InvalidKnob(f"{name}={value}: the contract tests v2 take 12 digits in a row for an account id")
    if missing := [name for name in NEEDED if name not in values]:
        raise InvalidKnob(f"say {' and '.join(f'{name}=…' for name in missing)}")
    return values


def main(arguments: Sequence[str]) -> int:
    try:
        values = checked(parse_knobs(arguments))
    except InvalidKnob as problem:
        print(f"contract-inputs: {problem}", file=sys.stderr)
        return 2
    folder = pathlib.Path(values.get("OUT", ROOT / "inputs"))
    made = sets(values)
    write(folder, made)
    print(f"{len(made)} sets of inputs in {folder}. `git checkout inputs` brings the simulator's back.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
