"""make demo: deploys examples/ to a local stack of its own by the AWS CLI, and shows what happens.

Exits 0 only if everything that the summary lists held.
"""

import json
import os
import shlex
import signal
import subprocess
import sys
import threading
import time

from . import processes, stack
from .stack import ROOT

AWS = str(ROOT / ".tools/aws/bin/aws")
EXACT, SEARCHED = ROOT / "examples/exact.yml", ROOT / "examples/searched.yml"
FAILING = ROOT / "src/local/templates/failing.yml"
EVENT_SECONDS = 1
LISTED = "ListPhoneNumbersSummaryList[].[PhoneNumber,PhoneNumberType,PhoneNumberCountryCode,TargetArn]"
SETTLED = ("_COMPLETE", "ROLLBACK_FAILED", "DELETE_FAILED")


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


class Demo:
    """The scenes, in order, and what each was to show."""

    def __init__(self, local):
        self._environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("AWS_")},
            **local.environment,
            "AWS_CONFIG_FILE": os.devnull,
            "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        }
        self._folder = local.folder
        self._target = local.simulator["instanceArn"]
        self._checks = []
        self._slept = 0.0
        self._began = time.monotonic()

    def run(self):
        number = self._exact_number()
        self._searched_number()
        self._change_in_place(number)
        self._failing_stack(number)
        self._deletion()

    def _exact_number(self):
        scene("An exact number: examples/exact.yml")
        offered = self._aws(
            *("connect", "search-available-phone-numbers", "--target-arn", self._target),
            *("--phone-number-country-code", "US", "--phone-number-type", "TOLL_FREE", "--max-items", "10"),
        )["AvailableNumbersList"]
        number = offered[-1]["PhoneNumber"]
        self._deploy("front-desk", EXACT, f"TargetArn={self._target}", f"PhoneNumber={number}")
        outputs = self._outputs("front-desk")
        self.check("an exact number is claimed", outputs.get("Address") == number)
        self.check("Ref and Fn::GetAtt give its ARN, id, number and status", _is_complete(outputs))
        return number

    def _searched_number(self):
        scene("A searched number: examples/searched.yml")
        self._deploy("hotline", SEARCHED, f"TargetArn={self._target}")
        outputs = self._outputs("hotline")
        self.check("a searched number is claimed", _is_complete(outputs))
        scene("The numbers as Amazon Connect sees them")
        self._show("connect", "list-phone-numbers-v2", "--query", LISTED)
        self.check(
            "Amazon Connect has these two numbers",
            self._numbers() == {self._outputs("front-desk").get("Address"), outputs.get("Address")},
        )

    def _change_in_place(self, number):
        scene("Another description and another tag, in place")
        before = self._outputs("front-desk")
        parameters = [f"TargetArn={self._target}", f"PhoneNumber={number}", "Description=Front desk, evenings"]
        self._deploy("front-desk", EXACT, *parameters, tags=["Shift=Late"])
        self._show("connect", "describe-phone-number", "--phone-number-id", before["PhoneNumberId"])
        after = self._aws("connect", "describe-phone-number", "--phone-number-id", before["PhoneNumberId"])
        summary = after["ClaimedPhoneNumberSummary"]
        self.check("the same number has another description", summary["PhoneNumberDescription"].endswith("evenings"))
        self.check(
            "and another tag beside its old ones",
            {"Shift": "Late", "Team": "Reception"}.items() <= summary["Tags"].items(),
        )
        self.check("nothing was replaced", self._outputs("front-desk") == before)

    def _failing_stack(self, taken):
        scene("A stack that fails, rolls back and leaves nothing claimed")
        before = self._numbers()
        deployed = self._deploy("too-much", FAILING, f"TargetArn={self._target}", f"Taken={taken}")
        status = self._status("too-much")
        self.check("a stack with a number that is not to be had fails", not deployed and status == "ROLLBACK_COMPLETE")
        self.check("and leaves nothing claimed", self._numbers() == before)

    def _deletion(self):
        scene("The stacks' deletion: their policies keep the numbers, unless they are changed to Delete first")
        kept = self._outputs("front-desk").get("Address")
        releasing = self._folder / "searched-delete.yml"
        releasing.write_text(SEARCHED.read_text().replace("Policy: RetainExceptOnCreate", "Policy: Delete"))
        self._deploy("hotline", releasing, f"TargetArn={self._target}")
        for name in ("front-desk", "hotline", "too-much"):
            self._delete(name)
        self.check("the stacks are gone", not self._stacks())
        self.check("the retained number is still held, the other one is released", self._numbers() == {kept})

    # --- the AWS CLI ---

    def _deploy(self, name, template, *parameters, tags=()):
        """Whether ``aws cloudformation deploy`` succeeded; prints the stack's events while it runs."""
        command = [
            *("cloudformation", "deploy", "--stack-name", name, "--template-file", str(template)),
            *("--parameter-overrides", *parameters, *(["--tags", *tags] if tags else [])),
        ]
        print(f"$ aws {shlex.join(command)}".replace(f"{ROOT}/", ""), flush=True)
        with Events(self, name) as events:
            done = subprocess.run([AWS, *command], env=self._environment, capture_output=True, text=True)
        self._slept += events.idle
        print((done.stdout + done.stderr).strip(), flush=True)
        return done.returncode == 0

    def _delete(self, name):
        identifier = self._aws("cloudformation", "describe-stacks", "--stack-name", name)["Stacks"][0]["StackId"]
        print(f"$ aws cloudformation delete-stack --stack-name {name}", flush=True)
        with Events(self, identifier) as events:
            self._aws("cloudformation", "delete-stack", "--stack-name", name)
            events.settled.wait(60)

    def _show(self, *arguments):
        print(f"$ aws {shlex.join(arguments)}")
        subprocess.run([AWS, "--output", "table", *arguments], env=self._environment, check=True)
        sys.stdout.flush()

    def _aws(self, *arguments):
        done = subprocess.run(
            [AWS, "--output", "json", *arguments], env=self._environment, capture_output=True, text=True
        )
        if done.returncode != 0:
            raise RuntimeError(f"aws {' '.join(arguments)}: {done.stderr.strip()}")
        return json.loads(done.stdout) if done.stdout.strip() else None

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

    def _numbers(self):
        held = self._aws("connect", "list-phone-numbers-v2")["ListPhoneNumbersSummaryList"]
        return {number["PhoneNumber"] for number in held}

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
    """Prints a stack's events as they come, until the stack has settled or the block ends."""

    def __init__(self, demo, name):
        self._demo = demo
        self._name = name
        self._seen = {event["EventId"] for event in demo.events(name)}
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._follow)
        self.settled = threading.Event()
        self._last = time.monotonic()

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
        for event in self._demo.events(self._name):
            if event["EventId"] in self._seen:
                continue
            self._seen.add(event["EventId"])
            self._last = min(time.monotonic(), getattr(self, "_ended", float("inf")))
            print(
                f"    {event['ResourceStatus']:<28} {event['LogicalResourceId']:<14}"
                f" {event.get('ResourceStatusReason', '')}",
                flush=True,
            )
            ours = event["ResourceType"] == "AWS::CloudFormation::Stack"
            if ours and event["ResourceStatus"].endswith(SETTLED):
                self.settled.set()


def scene(title):
    print(f"\n=== {title} ===\n", flush=True)


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
