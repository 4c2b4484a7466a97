"""Operations that run ahead of the engine, each on a thread of its own."""

import asyncio
import concurrent.futures
import contextvars
import functools
import threading
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple, TypeAlias

from ..json_types import Json
from .bridge import Resource
from .clock import Clock

# What is done to which resource: ("create", stack, logical id) or ("delete", physical id).
Key: TypeAlias = tuple[str, ...]


class Created(NamedTuple):
    """What a create made: the resource, and the engine's record of it."""

    resource: Resource
    record: Json


class Plan(NamedTuple):
    """An operation, and the keys of those that it waits for."""

    needed: set[Key]
    operation: Callable[[], Created | None]


class _Planned(NamedTuple):
    needed: set[Key]
    run: Callable[[], Created | None]
    siblings: list[Key]


_Future: TypeAlias = "concurrent.futures.Future[Created | None]"


class OperationsAhead:
    """The operations that are planned or have begun, by their keys."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.RLock()
        self._planned: dict[Key, _Planned] = {}
        self._started: dict[Key, _Future] = {}
        self._joined: set[Key] = set()

    def plan(self, plans: Mapping[Key, Plan]) -> None:
        """Runs each operation once those that it waits for are done.

        After a failure, those of the same plan that have not begun never do.
        """
        with self._lock:
            for key, plan in plans.items():
                run = functools.partial(contextvars.copy_context().run, plan.operation)
                self._planned[key] = _Planned(plan.needed, run, list(plans))
            self._start_what_can()

    def done(self, key: Key) -> None:
        """Tells that an operation is done, by whomever."""
        with self._lock:
            for planned in self._planned.values():
                planned.needed.discard(key)
            self._start_what_can()

    def join(self, key: Key, operation: Callable[..., Any], *arguments: Any) -> Any:
        """The result of the operation that was started; if it was not, does it now."""
        with self._lock:
            self._planned.pop(key, None)
            future = self._started.get(key)
            if future is not None:
                self._joined.add(key)
        if future is None:
            return operation(*arguments)
        created = future.result()
        return created and created.resource

    def made(self, stack_name: str) -> dict[str, Json]:
        """The records, by logical id, of the creates that are done."""
        with self._lock:
            creates = {key[2]: future for key, future in self._started.items() if _creates_in(stack_name, key)}
        return {
            logical_id: created.record
            for logical_id, future in creates.items()
            if future.done() and not future.exception() and (created := future.result())
        }

    async def left(self, stack_name: str) -> list[tuple[str, Json]]:
        """Logical id and record of creates that the engine never came to, once they are done; forgets all creates."""
        with self._lock:
            keys = [key for key in {**self._planned, **self._started} if _creates_in(stack_name, key)]
            left = {key[2]: self._started[key] for key in keys if key in self._started and key not in self._joined}
            self.forget(keys)
        await asyncio.gather(*map(asyncio.wrap_future, left.values()), return_exceptions=True)
        # A failed create has left what it half made to the rollback.
        return [
            (logical_id, created.record)
            for logical_id, future in left.items()
            if not future.exception() and (created := future.result())
        ]

    def forget(self, keys: Iterable[Key]) -> None:
        with self._lock:
            for key in keys:
                self._planned.pop(key, None)
                self._started.pop(key, None)
                self._joined.discard(key)

    def _start_what_can(self) -> None:
        for key in [key for key, planned in self._planned.items() if not planned.needed]:
            planned = self._planned.pop(key)
            future: _Future = concurrent.futures.Future()
            self._started[key] = future
            work = self._clock.expected(functools.partial(self._work, key, planned, future))
            threading.Thread(target=work, daemon=True).start()

    def _work(self, key: Key, planned: _Planned, future: _Future) -> None:
        try:
            future.set_result(planned.run())
        except Exception as failure:
            with self._lock:
                for sibling in planned.siblings:
                    self._planned.pop(sibling, None)
            future.set_exception(failure)
        else:
            self.done(key)


def _creates_in(stack_name: str, key: Key) -> bool:
    return key[:2] == ("create", stack_name)
