"""numbers adopt: numbers that exist already come under CloudFormation, without claiming or releasing any."""

from ..account import READS
from ..command import Command
from ..stacks import EXISTS_ACTIONS, HOLDER_ACTIONS
from .run import arguments, run

COMMAND = Command(
    name="adopt",
    summary="writes what brings phone numbers that exist already under CloudFormation; it claims and releases none",
    actions=(*READS, *HOLDER_ACTIONS, *EXISTS_ACTIONS),
    arguments=arguments,
    run=run,
)
