"""make demo: deploys examples/ to a local stack of its own by the AWS CLI, and shows what happens.

Exits 0 only if everything that the summary lists held.
"""

import dataclasses
import json
import pathlib
import shlex
import signal
import subprocess
import sys
import threading
import time

from . import processes, stack
from .aws import AWS, WarmCli, alone
from .stack import ROOT

EXAMPLES = ROOT / "examples"
FAILING = ROOT / "src/local/templates/failing.yml"
EVENT_SECONDS = 0.5
LISTED = "ListPhoneNumbersSummaryList[].[PhoneNumber,PhoneNumberType,PhoneNumberCountryCode,TargetArn]"
SETTLED = ("_COMPLETE", "ROLLBACK_FAILED", "DELETE_FAILED")
STACK_SECONDS = 60


def main(arguments):
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        knobs = {"CLOCK": "moved", **stack.parse_knobs(arguments)}
        with stack.running(**knobs) as local:
            demo = Demo(local)
            demo.run()
            programs = local.identities
        demo.check("nothing is left running", not any(map(processes.is_running, programs)))
    except (stack.InvalidKnob, processes.NotReady) as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return demo.conclude()


@dataclasses.dataclass(frozen=True)
class Deployment:
    """What ``aws cloudformation deploy`` is given: a stack's name, its template, parameters and tags."""

    name: str
    template: pathlib.Path
    parameters: dict
    tags: tuple = ()

    @property
    def command(self):
        overrides = [f"{name}={value}" for name, value in self.parameters.items()]
        return [
            *("cloudformation", "deploy", "--stack-name", self.name, "--template-file", str(self.template)),
            *("--parameter-overrides", *overrides, *(["--tags", *self.tags] if self.tags else [])),
        ]


class Demo:
    """The scenes, in order, and what each was to show."""

    def __init__(self, local):
        self._environment = alone(local.environment)
        # What the demo asks for its own sake; what it prints as a command is a start of the AWS CLI.
        self._cli = WarmCli(local.environment)
        self._folder = local.folder
        self._account = local.simulator
        self._target = local.simulator["instanceArn"]
        self._checks = []
        self._slept = 0.0
        self._began = time.monotonic()

    def run(self):
        number = self._exact_number()
        self._other_examples()
        self._change_in_place(number)
        self._protection()
        self._failing_stack(number)
        self._deletion()

    def _exact_number(self):
        scene("An exact number: examples/exact.yml")
        number = self._offered("US")[-1]
        self._deploy(self._example("front-desk", "exact", PhoneNumber=number))
        outputs = self._outputs("front-desk")
        self.check("an exact number is claimed", outputs.get("Address") == number)
        self.check("Ref and Fn::GetAtt give its ARN, id, number and status", _is_complete(outputs))
        return number

    def _other_examples(self):
        scene("Other examples, side by side")
        account = self._account
        group, other = {"TargetArn": account["tdgArn"]}, {"TargetArn": account["otherInstanceArn"]}
        self._deploy(
            self._example("hotline", "searched"),
            self._example("support", "contact-flow", ContactFlowArn=account["flowArn"]),
            self._example("both-coasts", "traffic-distribution-group", **group, ContactFlowArn=account["flowArn"]),
            self._example("emergency", "protected", **group, PhoneNumber=self._offered("GB")[-1]),
            self._example("texting", "imported", **other, SourcePhoneNumberArn=account["sourcePhoneNumberArn"]),
            self._example("offices", "fleet", **other),
        )
        for name, what in {
            "hotline": "a searched number",
            "support": "a number with a contact flow",
            "both-coasts": "a number on a traffic distribution group",
            "emergency": "a protected number",
            "texting": "a number imported from End User Messaging",
        }.items():
            self.check(f"{what} is claimed", _is_complete(self._outputs(name)))
        offices = self._outputs("offices")
        numbers = {offices.get(f"Address{office}") for office in ("Berlin", "Paris", "Rome")}
        self.check("three offices have three numbers", len(numbers - {None}) == 3)
        self.check("the flow answers both of its numbers", self._answered() == self._arns("support", "both-coasts"))
        scene("The numbers as Amazon Connect sees them")
        self._show("connect", "list-phone-numbers-v2", "--query", LISTED)
        self.check("Amazon Connect has just these nine numbers", len(self._numbers()) == 9)

    def _change_in_place(self, number):
        scene("Another description and another tag, in place")
        before = self._outputs("front-desk")
        parameters = {"PhoneNumber": number, "Description": "Front desk, evenings"}
        self._deploy(self._example("front-desk", "exact", ("Shift=Late",), **parameters))
        self._show("connect", "describe-phone-number", "--phone-number-id", before["PhoneNumberId"])
        after = self._aws("connect", "describe-phone-number", "--phone-number-id", before["PhoneNumberId"])
        summary = after["ClaimedPhoneNumberSummary"]
        self.check("the same number has another description", summary["PhoneNumberDescription"].endswith("evenings"))
        self.check(
            "and another tag beside its old ones",
            {"Shift": "Late", "Team": "Reception"}.items() <= summary["Tags"].items(),
        )
        self.check("nothing was replaced", self._outputs("front-desk") == before)

    def _protection(self):
        scene("Another number for a protected one: refused before anything is claimed")
        before = self._outputs("emergency"), self._numbers()
        reasons = self._update(
            "emergency",
            "--use-previous-template",
            *("--parameters", f"ParameterKey=PhoneNumber,ParameterValue={self._offered('GB')[0]}"),
            *[f"ParameterKey={name},UsePreviousValue=true" for name in ("TargetArn", "ReleaseProtection")],
        )
        self.check(
            "a protected number is not replaced",
            any("has release protection" in reason for reason in reasons)
            and (self._outputs("emergency"), self._numbers()) == before,
        )

    def _failing_stack(self, taken):
        scene("A stack that fails, rolls back and leaves nothing claimed")
        before = self._numbers()
        (deployed,) = self._deploy(Deployment("too-much", FAILING, {"TargetArn": self._target, "Taken": taken}))
        status = self._status("too-much")
        self.check("a stack with a number that is not to be had fails", not deployed and status == "ROLLBACK_COMPLETE")
        self.check("and leaves nothing claimed", self._numbers() == before)

    def _deletion(self):
        scene("The stacks' deletion: their policies keep the numbers, unless they are changed to Delete first")
        kept = self._numbers() - {self._outputs("hotline").get("Address")}
        releasing = self._folder / "searched-delete.yml"
        releasing.write_text(
            (EXAMPLES / "searched.yml").read_text().replace("Policy: RetainExceptOnCreate", "Policy: Delete")
        )
        parameter = "ParameterKey=TargetArn,UsePreviousValue=true"
        self._update("hotline", "--template-body", f"file://{releasing}", "--parameters", parameter)
        self._delete(*self._stacks())
        self.check("the stacks are gone", not self._stacks())
        self.check("the retained numbers are still held, the other one is released", self._numbers() == kept)

    # --- the AWS CLI ---

    def _example(self, name, example, tags=(), **parameters):
        return Deployment(name, EXAMPLES / f"{example}.yml", {"TargetArn": self._target, **parameters}, tags)

    def _deploy(self, *deployments):
        """Whether each ``aws cloudformation deploy`` succeeded; prints the stacks' events while they run."""
        for deployment in deployments:
            _print_command(deployment.command)
        with Events(self, [deployment.name for deployment in deployments]) as events:
            pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
            programs = [
                subprocess.Popen([AWS, *deployment.command], env=self._environment, **pipes)
                for deployment in deployments
            ]
            said = [program.communicate()[0] for program in programs]
        self._slept += events.idle
        print("".join(text.strip().splitlines()[-1] + "\n" for text in said), flush=True)
        return [program.returncode == 0 for program in programs]

    def _update(self, name, *options):
        """The reasons that the stack's events gave while ``aws cloudformation update-stack`` was carried out."""
        command = ["cloudformation", "update-stack", "--stack-name", name, *options]
        _print_command(command)
        with Events(self, [name]) as events:
            self._aws(*command)
            events.settled.wait(STACK_SECONDS)
        return events.reasons

    def _delete(self, *names):
        identifiers = [stack["StackId"] for name, stack in self._stacks().items() if name in names]
        with Events(self, identifiers) as events:
            for name in names:
                command = ["cloudformation", "delete-stack", "--stack-name", name]
                _print_command(command)
                self._aws(*command)
            events.settled.wait(STACK_SECONDS)

    def _show(self, *arguments):
        _print_command(arguments)
        subprocess.run([AWS, "--output", "table", *arguments], env=self._environment, check=True)
        sys.stdout.flush()

    def _aws(self, *arguments):
        status, said, complained = self._cli.run("--output", "json", *arguments)
        if status != 0:
            raise RuntimeError(f"aws {' '.join(arguments)}: {complained.strip()}")
        return json.loads(said) if said.strip() else None

    def events(self, name):
        try:
            return self._aws("cloudformation", "describe-stack-events", "--stack-name", name)["StackEvents"][::-1]
        except RuntimeError:
            return []  # the stack is not there yet

    def _stacks(self):
        stacks = self._aws("cloudformation", "describe-stacks")["Stacks"]
        return {stack["StackName"]: stack for stack in stacks}

    def _status(self, name):
        return self._stacks().get(name, {}).get("StackStatus")

    def _outputs(self, name):
        outputs = self._stacks().get(name, {}).get("Outputs", [])
        return {output["OutputKey"]: output["OutputValue"] for output in outputs}

    def _arns(self, *names):
        return {self._outputs(name).get("Ref") for name in names}

    def _numbers(self):
        held = self._aws("connect", "list-phone-numbers-v2")["ListPhoneNumbersSummaryList"]
        return {number["PhoneNumber"] for number in held}

    def _offered(self, country):
        """Toll-free numbers that can be had."""
        offer = self._aws(
            *("connect", "search-available-phone-numbers", "--target-arn", self._target),
            *("--phone-number-country-code", country, "--phone-number-type", "TOLL_FREE", "--max-items", "10"),
        )
        return [number["PhoneNumber"] for number in offer["AvailableNumbersList"]]

    def _answered(self):
        """The ARNs of the numbers that the instance's flows answer."""
        instance = self._target.rsplit("/", 1)[-1]
        flows = self._aws("connect", "list-flow-associations", "--instance-id", instance)
        return {association["ResourceId"] for association in flows["FlowAssociationSummaryList"]}

    # --- the account of it ---

    def check(self, claim, held):
        self._checks.append((claim, bool(held)))

    def conclude(self):
        """Prints the summary; the exit status."""
        whole = time.monotonic() - self._began
        scene("Summary")
        for claim, held in self._checks:
            print(f"  {'yes' if held else 'NO '}  {claim}")
        print(f"\n{whole:.0f} s, of which the AWS CLI slept about {self._slept:.0f} s between its polls.")
        return 0 if all(held for _, held in self._checks) else 1


class Events:
    """Prints stacks' events as they come, until the stacks have settled or the block ends."""

    def __init__(self, demo, names):
        self._demo = demo
        self._names = names
        self._seen = {event["EventId"] for name in names for event in demo.events(name)}
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._follow)
        self._settled = set()
        self._last = time.monotonic()
        self.settled = threading.Event()
        self.reasons = []

    @property
    def idle(self):
        """Seconds for which nothing was left to wait for but the AWS CLI."""
        return self._ended - self._last

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._ended = time.monotonic()
        self._over.set()
        self._thread.join()
        self._print_new()

    def _follow(self):
        while not self.settled.is_set() and not self._over.wait(EVENT_SECONDS):
            self._print_new()

    def _print_new(self):
        for name in self._names:
            for event in self._demo.events(name):
                if event["EventId"] not in self._seen:
                    self._seen.add(event["EventId"])
                    self._print(name, event)
        if self._settled == set(self._names):
            self.settled.set()

    def _print(self, name, event):
        self._last = min(time.monotonic(), getattr(self, "_ended", float("inf")))
        reason = event.get("ResourceStatusReason", "")
        self.reasons.append(reason)
        row = f"{event['StackName']:<12} {event['ResourceStatus']:<28} {event['LogicalResourceId']:<13} {reason}"
        print(f"    {row.rstrip()}", flush=True)
        ours = event["ResourceType"] == "AWS::CloudFormation::Stack"
        if ours and event["ResourceStatus"].endswith(SETTLED):
            self._settled.add(name)


def scene(title):
    print(f"\n=== {title} ===\n", flush=True)


def _print_command(arguments):
    print(f"$ aws {shlex.join(arguments)}".replace(f"{ROOT}/", ""), flush=True)


def _is_complete(outputs):
    arn = outputs.get("Ref", "")
    return (
        outputs.get("PhoneNumberArn") == arn
        and arn.endswith(f"/{outputs.get('PhoneNumberId')}")
        and outputs.get("Address", "").startswith("+")
        and outputs.get("Status") == "CLAIMED"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
