"""make demo: deploys examples/ to a local stack of its own by the AWS CLI, and shows what happens.

Exits 0 only if everything that the summary lists held.
"""

import contextlib
import os
import pathlib
import signal
import sys
import time
from collections.abc import Iterator, Mapping

from .. import stack, steps
from ..json_types import Json
from ..stack import ROOT, LocalStack, processes
from ..stack.aws_cli import alone
from ..stack.problems import told
from ..stack.processes import Identity
from .account import Account, Deployment

EXAMPLES = ROOT / "examples"
FAILING = ROOT / "src/local/templates/failing.yml"
ROLE = ROOT / "execution-role.json"
OF_TYPE = ("--type", "RESOURCE", "--type-name", "Example::Connect::PhoneNumber")
VERSIONS = "TypeVersionSummaries[].[VersionId,IsDefaultVersion]"
LISTED = "ListPhoneNumbersSummaryList[].[PhoneNumber,PhoneNumberType,PhoneNumberCountryCode]"
CHANGED = "ClaimedPhoneNumberSummary.[PhoneNumber,PhoneNumberStatus.Status,PhoneNumberDescription,Tags.Shift]"


@contextlib.contextmanager
def scene(title: str) -> Iterator[None]:
    """A part of the demo: its title, what happens, and how long that took."""
    print(f"\n=== {title} ==={steps.last_time(title)}\n", flush=True)
    with steps.timed(title, lambda took: print(f"({took})", flush=True)):
        yield


@told
def main(arguments: list[str]) -> int:
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, _: sys.exit(128 + number))
    # Also where a shell that runs this in the background has Ctrl-C ignored.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    knobs = stack.parse_knobs(arguments)
    stays_open = knobs.pop("OPEN", "0") != "0"
    with contextlib.ExitStack() as ends:
        local = _started(ends, knobs)
        demo = Demo(local)
        demo.run()
        if stays_open:
            demo.wait()
        programs = local.identities
    return demo.conclude(programs)


@scene("A local Amazon Connect and CloudFormation start, with the type registered")
def _started(ends: contextlib.ExitStack, knobs: Mapping[str, str]) -> LocalStack:
    """A local stack that ends with the block; what this process asks, it asks of that one."""
    local = ends.enter_context(stack.running(**knobs))
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        del os.environ[name]
    os.environ.update(alone(local.environment))
    print(f"The page of this Amazon Connect, for a browser, until the demo ends: {local.simulator['endpoint']}/")
    return local


class Demo:
    """The scenes, in order, and what each was to show."""

    def __init__(self, local: LocalStack) -> None:
        self._account = Account(local)
        self._folder = local.folder
        self._ready: Json = local.simulator
        self._package = local.package
        self._checks: list[tuple[str, bool]] = []
        self._began = time.monotonic()

    def run(self) -> None:
        self._registration()
        number = self._exact_number()
        self._other_examples()
        self._listed()
        self._change_in_place(number)
        self._protection()
        self._failing_stack(number)
        self._deletion()
        self._seconds = time.monotonic() - self._began
        print("\n=== Summary ===\n")
        for claim, held in self._checks:
            _tell(claim, held)

    def wait(self) -> None:
        """Until Enter or Ctrl-C; for Ctrl-C alone where there is nobody to press Enter."""
        with contextlib.suppress(KeyboardInterrupt):
            # Said in here: one who reads it may press the keys at once.
            print(f"\nOpen {self._ready['endpoint']}/ in a browser. Enter or Ctrl-C ends the demo.", flush=True)
            if not sys.stdin.readline():
                signal.pause()
        print(flush=True)

    def conclude(self, programs: list[Identity]) -> int:
        """The exit status, once these were told to end."""
        self.check("nothing is left running", not any(map(processes.is_running, programs)))
        _tell(*self._checks[-1])
        print(f"\n{self._seconds:.0f} s.")
        return 0 if all(held for _, held in self._checks) else 1

    @scene("The type's second version, under the narrowed role: execution-role.json")
    def _registration(self) -> None:
        role = ("--template-body", f"file://{ROLE}", "--capabilities", "CAPABILITY_IAM")
        self._account.do("cloudformation", "create-stack", "--stack-name", ROLE.stem, *role)
        self._account.do("cloudformation", "wait", "stack-create-complete", "--stack-name", ROLE.stem)
        package = ("--schema-handler-package", self._package)
        arn = self._account.outputs(ROLE.stem)["ExecutionRoleArn"]
        begun = self._account.do("cloudformation", "register-type", *OF_TYPE, *package, "--execution-role-arn", arn)
        token = ("--registration-token", begun["RegistrationToken"])
        self._account.do("cloudformation", "wait", "type-registration-complete", *token)
        self._account.do("cloudformation", "set-type-default-version", *OF_TYPE, "--version-id", "00000002")
        self._account.show("cloudformation", "list-type-versions", *OF_TYPE, "--query", VERSIONS)
        described = self._account.ask("cloudformation", "describe-type", *OF_TYPE)
        shown = (described["DefaultVersionId"], described["ExecutionRoleArn"])
        self.check("the second version is the default", shown == ("00000002", arn))

    @scene("An exact number: examples/exact.yml")
    def _exact_number(self) -> str:
        number = self._account.offered("US")[-1]
        self._account.deploy(self._example("front-desk", "exact", PhoneNumber=number))
        outputs = self._account.outputs("front-desk")
        self.check("an exact number is claimed", outputs.get("Address") == number)
        self.check("Ref and Fn::GetAtt give its ARN, id, number and status", _is_complete(outputs))
        return number

    @scene("Other examples, side by side")
    def _other_examples(self) -> None:
        self._deploy_other_examples()
        for name, what in {
            "hotline": "a searched number",
            "support": "a number with a contact flow",
            "both-coasts": "a number on a traffic distribution group",
            "emergency": "a protected number",
            "texting": "a number imported from End User Messaging",
        }.items():
            self.check(f"{what} is claimed", _is_complete(self._account.outputs(name)))
        offices = self._account.outputs("offices")
        numbers = {offices.get(f"Address{office}") for office in ("Berlin", "Paris", "Rome")}
        self.check("three offices have three numbers", len(numbers - {None}) == 3)
        flows = {self._account.outputs(name).get("Ref") for name in ("support", "both-coasts")}
        self.check("the flow answers both of its numbers", self._account.answered() == flows)

    @scene("The numbers as Amazon Connect sees them")
    def _listed(self) -> None:
        self._account.show("connect", "list-phone-numbers-v2", "--query", LISTED)
        self.check("Amazon Connect has just these nine numbers", len(self._account.numbers()) == 9)

    def _deploy_other_examples(self) -> None:
        group, other = {"TargetArn": self._ready["tdgArn"]}, {"TargetArn": self._ready["otherInstanceArn"]}
        flow, source = self._ready["flowArn"], self._ready["sourcePhoneNumberArn"]
        protected = self._account.offered("GB")[-1]
        self._account.deploy(
            self._example("hotline", "searched"),
            self._example("support", "contact-flow", ContactFlowArn=flow),
            self._example("both-coasts", "traffic-distribution-group", **group, ContactFlowArn=flow),
            self._example("emergency", "protected", **group, PhoneNumber=protected),
            self._example("texting", "imported", **other, SourcePhoneNumberArn=source),
            self._example("offices", "fleet", **other),
        )

    @scene("Another description and another tag, in place")
    def _change_in_place(self, number: str) -> None:
        before = self._account.outputs("front-desk")
        example = self._example("front-desk", "exact", PhoneNumber=number, Description="Front desk, evenings")
        self._account.deploy(Deployment(example.name, example.template, example.parameters, ("Shift=Late",)))
        number_id = ("--phone-number-id", before["PhoneNumberId"])
        self._account.show("connect", "describe-phone-number", *number_id, "--query", CHANGED)
        after = self._account.described(before["PhoneNumberId"])
        self.check("the same number has another description", after["PhoneNumberDescription"].endswith("evenings"))
        self.check(
            "and another tag beside its old ones",
            {"Shift": "Late", "Team": "Reception"}.items() <= after["Tags"].items(),
        )
        self.check("nothing was replaced", self._account.outputs("front-desk") == before)

    @scene("Another number for a protected one: refused before anything is claimed")
    def _protection(self) -> None:
        before = self._account.outputs("emergency"), self._account.numbers()
        reasons = self._account.update(
            "emergency",
            "--use-previous-template",
            *("--parameters", f"ParameterKey=PhoneNumber,ParameterValue={self._account.offered('GB')[0]}"),
            *[f"ParameterKey={name},UsePreviousValue=true" for name in ("TargetArn", "ReleaseProtection")],
        )
        self.check(
            "a protected number is not replaced",
            any("has release protection" in reason for reason in reasons)
            and (self._account.outputs("emergency"), self._account.numbers()) == before,
        )

    @scene("A stack that fails, rolls back and leaves nothing claimed")
    def _failing_stack(self, taken: str) -> None:
        before = self._account.numbers()
        parameters = {"TargetArn": self._ready["instanceArn"], "Taken": taken}
        (deployed,) = self._account.deploy(Deployment("too-much", FAILING, parameters))
        status = self._account.status("too-much")
        self.check("a stack with a number that is unavailable fails", not deployed and status == "ROLLBACK_COMPLETE")
        self.check("and leaves nothing claimed", self._account.numbers() == before)

    @scene("The stacks' deletion: their policies keep the numbers, unless changed to Delete first")
    def _deletion(self) -> None:
        kept = self._account.numbers() - {self._account.outputs("hotline").get("Address")}
        parameter = "ParameterKey=TargetArn,UsePreviousValue=true"
        releasing = _released_with_its_stack(EXAMPLES / "searched.yml", self._folder)
        self._account.update("hotline", "--template-body", f"file://{releasing}", "--parameters", parameter)
        # The numbers' deletions need the role.
        self._account.delete(*(name for name in self._account.stacks() if name != ROLE.stem))
        self._account.delete(ROLE.stem)
        self.check("the stacks are gone", not self._account.stacks())
        held = self._account.numbers()
        self.check("the retained numbers are still held, the other one is released", held == kept)

    def _example(self, name: str, example: str, **parameters: str) -> Deployment:
        target = {"TargetArn": self._ready["instanceArn"]}
        return Deployment(name, EXAMPLES / f"{example}.yml", {**target, **parameters})

    # --- the summary ---

    def check(self, claim: str, held: object) -> None:
        self._checks.append((claim, bool(held)))


def _tell(claim: str, held: bool) -> None:
    print(f"  {'yes' if held else 'NO '}  {claim}", flush=True)


def _released_with_its_stack(example: pathlib.Path, folder: pathlib.Path) -> pathlib.Path:
    """The example with a policy that releases its number."""
    releasing = folder / f"{example.stem}-delete.yml"
    releasing.write_text(example.read_text().replace("Policy: RetainExceptOnCreate", "Policy: Delete"))
    return releasing


def _is_complete(outputs: dict[str, str]) -> bool:
    arn = outputs.get("Ref", "")
    return (
        outputs.get("PhoneNumberArn") == arn
        and arn.endswith(f"/{outputs.get('PhoneNumberId')}")
        and outputs.get("Address", "").startswith("+")
        and outputs.get("Status") == "CLAIMED"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
