"""numbers probe: settles in one account what nobody documents, for a price in claims and releases that is asked for.

``run`` asks for each stage. A stage asks AWS through a ``Bench`` alone, which writes each call to the ``Journal``, and
answers from there what was asked before: a stage that died is run again from its beginning, and goes on where it was.
``table`` says, for each knob of the simulator, which of these answers decides between its values.
"""

from ..account import READS
from ..command import Command
from .run import arguments, run

COMMAND = Command(
    name="probe",
    summary="settles in this account what nobody documents, stage by stage, each for a price in claims and releases",
    actions=(
        *READS,
        "connect:SearchAvailablePhoneNumbers",
        "connect:DescribeContactFlow",
        "connect:ListTagsForResource",
        "servicequotas:GetServiceQuota",
        "cloudtrail:LookupEvents",
    ),
    writes=(
        "sts:AssumeRole",
        "connect:ClaimPhoneNumber",
        "connect:ReleasePhoneNumber",
        "connect:UpdatePhoneNumber",
        "connect:UpdatePhoneNumberMetadata",
        "connect:AssociatePhoneNumberContactFlow",
        "connect:DisassociatePhoneNumberContactFlow",
        "connect:TagResource",
        "connect:UntagResource",
    ),
    arguments=arguments,
    run=run,
    asks=True,
    unfinished="The journal keeps what was asked and answered: run the same command again, it goes on from there.",
)
