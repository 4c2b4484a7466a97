"""A phone number as Amazon Connect and CloudFormation describe it."""

import dataclasses
import re

TYPE = "Example::Connect::PhoneNumber"
AWS_TYPE = "AWS::Connect::PhoneNumber"
TYPES = (TYPE, AWS_TYPE)
# Belief (official; cloudformation): The physical id of an AWS::Connect::Instance is its ARN. Source: template
# reference, AWS::Connect::Instance: Ref. Test:
# test_cli_inventory.py::test_an_instance_that_a_stack_would_delete_is_told_with_its_numbers.
INSTANCE_TYPE = "AWS::Connect::Instance"
# The quota of numbers.
QUOTA = "L-8F812903"
# Keys under these are AWS's and the type's own; a template cannot set them, and a read does not show them.
HIDDEN_TAGS = ("aws:", "example:connect:phonenumber:")
CLAIM_TAG = "example:connect:phonenumber:claim"
PROTECTION_TAG = "example:connect:phonenumber:release-protection"

TARGET = re.compile(r"arn:aws[a-z-]*:connect:([a-z0-9-]+):\d{12}:(instance|traffic-distribution-group)/([A-Za-z0-9-]+)")
FLOW = re.compile(r"arn:aws[a-z-]*:connect:.*:instance/[^/]+/contact-flow/[A-Za-z0-9-]+")
E164 = re.compile(r"\+[1-9][0-9]{1,14}")


@dataclasses.dataclass(frozen=True)
class Holding:
    """A stack's resource that is the number."""

    stack: str
    logical_id: str
    resource_type: str


@dataclasses.dataclass
class Number:
    """What a number is; ``target`` is empty where Connect names none."""

    arn: str
    number: str
    country: str
    type: str
    target: str
    status: str
    message: str = ""
    description: str = ""
    tags: dict[str, str] = dataclasses.field(default_factory=dict)
    holdings: tuple[Holding, ...] = ()
    flow: str | None = None
    # What the account's list calls the number with this ARN; None where no list shows it.
    listed: str | None = None

    @property
    def region(self) -> str:
        return self.arn.split(":")[3]

    @property
    def own_tags(self) -> dict[str, str]:
        """Those that a template can set, by their keys."""
        return {key: value for key, value in sorted(self.tags.items()) if not key.startswith(HIDDEN_TAGS)}

    @property
    def is_claimed(self) -> bool:
        return self.status == "CLAIMED"

    @property
    def is_protected(self) -> bool:
        return PROTECTION_TAG in self.tags

    @property
    def is_published(self) -> bool:
        """Whether calls reach something: such a number is printed on cards and signs."""
        return self.is_claimed and self.flow is not None


def count(numbers: int) -> str:
    return f"{numbers:,} phone number{'' if numbers == 1 else 's'}"
