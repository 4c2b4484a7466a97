"""How fast each API is called."""

import threading

from .clock import Clock

# Belief (official; limits): Amazon Connect allows an account 2 calls a second of each API in a Region, and 5 at once.
# Source: administrator guide, API throttling quotas. Test:
# test_cli_aws.py::test_each_api_is_called_as_often_as_its_bucket_allows.
RATE, BURST = 2.0, 5
# Belief (guess; limits): CloudFormation answers 5 calls a second of each API. Source: its rates are not documented; its
# SDKs are told to back off. Test: test_cli_aws.py::test_a_throttled_call_is_made_again_later_and_later.
CLOUDFORMATION_RATE = 5.0
# Belief (official; limits): CloudTrail answers 2 LookupEvents a second, for an account in a Region. Source: API
# reference, LookupEvents. Test: test_cli_aws.py::test_each_api_is_called_as_often_as_its_bucket_allows.
RATES = {"cloudformation": CLOUDFORMATION_RATE}


class Pace:
    """A token bucket for each API of one Region; ``rate`` is Connect's, 0 for none at all."""

    def __init__(self, clock: Clock, rate: float = RATE) -> None:
        self._clock = clock
        self._rate = rate
        # For each API, the time at which its bucket is full again.
        self._full: dict[tuple[str, str], float] = {}
        self._lock = threading.Lock()

    def await_turn(self, service: str, operation: str) -> None:
        """Returns once one more call is within the rate."""
        rate = RATES.get(service, self._rate) if self._rate else 0
        if rate:
            self._clock.sleep(max(0.0, self._turn((service, operation), rate) - self._clock.now()))

    def _turn(self, api: tuple[str, str], rate: float) -> float:
        burst = BURST if api[0] == "connect" else 1
        with self._lock:
            now = self._clock.now()
            full = max(self._full.get(api, now), now) + 1 / rate
            self._full[api] = full
        return full - burst / rate
