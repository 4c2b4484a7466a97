"""The exit codes of all subcommands."""

import enum


class Exit(enum.IntEnum):
    """What a pipeline can ask for; the page of the commands has the same table, compared by a test."""

    meaning: str

    DONE = 0, "done; of plan: the deployment fits and releases nothing; of watch: the operation succeeded"
    REFUSED = 1, "not done, and nothing is half written: the last lines say why and what to do"
    USAGE = 2, "the command line cannot be understood"
    RELEASES = 3, "of plan: the deployment would release a phone number"
    DOES_NOT_FIT = 4, "of plan and probe: a quota or the 200 % budget leaves no room"
    FAILED = 5, "of watch: the stack's operation failed or was rolled back"
    INTERRUPTED = 130, "interrupted from the keyboard; nothing is half written"

    def __new__(cls, code: int, meaning: str) -> "Exit":
        member = int.__new__(cls, code)
        member._value_ = code
        member.meaning = meaning
        return member
