"""numbers inventory: all numbers of an account, in one Region or several, and what deserves attention."""

from ..account import READS
from ..command import Command
from ..stacks import SCAN_ACTIONS
from .run import arguments, run

COMMAND = Command(
    name="inventory",
    summary="lists all phone numbers of an account, in one Region or several; what deserves attention comes first",
    actions=(*READS, *SCAN_ACTIONS, "cloudformation:GetTemplate"),
    arguments=arguments,
    run=run,
    several_regions=True,
)
