from ..command import Command
from ..exits import Exit

COMMAND = Command("inventory", "", (), lambda parser: None, lambda context: Exit.DONE)
