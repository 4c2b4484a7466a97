"""For each knob of the simulator, the one observation that decides between its values, or why the probe has none."""

import dataclasses

from . import readings_answers as answers
from . import readings_fates as fates
from . import readings_times as times
from .answer import INVALID, INVALID_REQUEST, NOT_FOUND, Seen
from .verdict import Reader, Told, by_code


@dataclasses.dataclass(frozen=True)
class Verdict:
    """What was found of one knob."""

    knob: str
    told: Told

    @property
    def setting(self) -> str:
        """As ``make local`` and the simulator take it."""
        return f"{self.knob.upper().replace('-', '_')}={self.told.value}"


RESOURCE_QUOTA = {"": "true", "NoSuchResourceException": "false", "IllegalArgumentException": "false"}
MALFORMED = {INVALID: "INVALID_PARAMETER", NOT_FOUND: "NOT_FOUND"}
MANY_TAGS = {INVALID_REQUEST: "INVALID_REQUEST", INVALID: "INVALID_PARAMETER"}

KNOBS: dict[str, Reader] = {
    # Stage 0.
    "quota": answers.quota,
    "resource-quotas": by_code(["zero.quota.target"], RESOURCE_QUOTA),
    "rate": answers.rate,
    "throttle-error": answers.throttle_error,
    "retry-after-seconds": answers.retry_after,
    "wording": answers.wording,
    "malformed-id": by_code(["zero.malformed"], MALFORMED),
    "search-unknown": answers.search_unknown,
    "describe-type": answers.describe_type,
    "group-instance": answers.group_instance,
    "token-uuid": answers.token_uuid,
    "two-targets": answers.two_targets,
    # Stage 1.
    "claim-seconds": times.claim_time,
    "move-seconds": times.move_time,
    "metadata-seconds": times.metadata_time,
    "invisible-seconds": times.invisible,
    "invisible-error": times.invisible_error,
    "invisible-writable": times.invisible_writable,
    "list-invisible-seconds": times.list_invisible,
    "list-in-progress": times.list_in_progress,
    "stale-seconds": times.stale,
    "stale-release-seconds": times.stale_release,
    "stale-release-status": times.stale_release_status,
    "trail-lag-seconds": times.trail_lag,
    "token-seconds": times.token_time,
    "token-conflict": answers.token_conflict,
    "bind-in-progress": answers.bind_in_progress,
    "bind-error": answers.bind_error,
    "unbind-unbound": fates.unbind_unbound,
    "unbound-read": answers.unbound_read,
    "flow-reads-miss": answers.flow_reads_miss,
    "keep-description": fates.keep_description,
    "many-tags": by_code(["one.tags.more"], MANY_TAGS),
    "failed-move-stays": fates.failed_move_stays,
    "release-bound": fates.release_bound,
    "cooldown-days": fates.cooldown,
    # Stage 2.
    "list-failed": fates.list_failed,
    "failed-again": fates.failed_again,
    "release-failed": fates.release_failed,
    "cool-failed": fates.cool_failed,
    # Stage 3.
    "release-in-progress": fates.release_in_progress,
}

NO_INSTANCES = "the probe makes and deletes no instance, group or flow"
THE_BLOCK = "the probe never comes near the 200 % block"
NO_IMPORT = "the probe imports nothing"
THE_CALLERS = "it is the caller's, not the service's"
OUT_OF_REACH = {
    "account": THE_CALLERS,
    "region": THE_CALLERS,
    "seed": "the simulator alone has it",
    **dict.fromkeys(("instance-quota", "instance-seconds", "instance-early", "instance-flows"), NO_INSTANCES),
    **dict.fromkeys(("group-seconds", "group-unreplicated", "group-flows", "delete-replicated"), NO_INSTANCES),
    **dict.fromkeys(("flow-invisible-seconds", "bind-unpublished", "delete-bound-flow"), NO_INSTANCES),
    **dict.fromkeys(("window-days", "window-block", "window-scope", "window-quota", "window-failed"), THE_BLOCK),
    "quota-counts": "it takes two claims at an instance's last place",
    "failed-return-days": "it takes a day",
    **dict.fromkeys(("cool-imported", "imported-again", "import-actions"), NO_IMPORT),
    **dict.fromkeys(("permissions", "caller"), THE_CALLERS),
    "resource-level": "it takes a policy with resources; IAM's own guides say it",
}


def verdicts(seen: Seen) -> list[Verdict]:
    return [Verdict(knob, reader(seen)) for knob, reader in KNOBS.items()]


def command(found: list[Verdict]) -> str:
    """Starts the local stack as this account is, as far as that was told."""
    return " ".join(["make local", *(verdict.setting for verdict in found if verdict.told.value)])
