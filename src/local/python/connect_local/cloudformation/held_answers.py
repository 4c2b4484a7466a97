"""Holds back the answer about what is in progress, so that clients that ask and then sleep return when it is done.

The AWS CLI's ``deploy`` asks for a stack, and sleeps 30 seconds if it is in progress. The service answers at once; here
the answer waits for the end, within a bound that is shorter than any client's patience. Held callers are tasks of the
event loop, so that they hold up nobody else. A client that shows a deployment as it goes is answered at once.
"""

import asyncio
import contextvars
import functools
import inspect
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, TypeAlias

from ministack.services import cloudformation
from ministack.services.cloudformation import changesets, handlers, helpers

from ..json_types import Json
from .ministack_internals import wrap_action
from .registrations import IN_PROGRESS, Registrations

LOOK_SECONDS = 0.02
# What a client's User-Agent has that wants each state, and not the last one: that of ``numbers``.
SHOWS = b"connect-numbers"

# Whether what these parameters of an action ask about is in progress.
InProgress: TypeAlias = Callable[[Json], bool]

_Receive: TypeAlias = Callable[[], Awaitable[Any]]
_App: TypeAlias = Callable[[Any, _Receive, Any], Awaitable[None]]

# By it the server tells, once a request has been read, that its client has hung up.
_RECEIVE = contextvars.ContextVar[_Receive | None]("receive", default=None)
_SHOWS = contextvars.ContextVar[bool]("shows", default=False)


class HeldAnswers:
    """Holds answers for at most ``seconds``; 0 holds none."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    async def hold(self, is_in_progress: Callable[[], bool]) -> None:
        """Returns when it is in progress no more, when the time is over, or when the client has hung up."""
        receive = _RECEIVE.get()
        if _SHOWS.get() or not (self._seconds and is_in_progress()):
            return
        hung_up = asyncio.ensure_future(receive() if receive else asyncio.Event().wait())
        end = asyncio.get_running_loop().time() + self._seconds
        try:
            while not hung_up.done() and asyncio.get_running_loop().time() < end and is_in_progress():
                await asyncio.wait({hung_up}, timeout=LOOK_SECONDS)
        finally:
            hung_up.cancel()

    def install(self, actions: Mapping[str, InProgress]) -> None:
        """Makes ministack's CloudFormation hold its answers to these actions."""
        for action, is_in_progress in actions.items():
            wrap_action(action, functools.partial(self._answer, is_in_progress))
        cloudformation.handle_request = functools.partial(_awaited, cloudformation.handle_request)

    async def _answer(self, is_in_progress: InProgress, answer: Callable[[Json], Any], params: Json) -> Any:
        await self.hold(functools.partial(is_in_progress, params))
        return answer(params)


def stack_in_progress(params: Json) -> bool:
    """Whether an operation is at work on the stack; without a name, the caller wants a list as it is."""
    name = helpers._p(params, "StackName")
    status = (handlers._resolve_stack(name) or {}).get("StackStatus", "") if name else ""
    # A stack in review waits for its user.
    return bool(status.endswith("_IN_PROGRESS") and status != "REVIEW_IN_PROGRESS")


def change_set_in_progress(params: Json) -> bool:
    """Whether the change set is being made, deleted or executed."""
    name, stack_name = helpers._p(params, "ChangeSetName"), helpers._p(params, "StackName")
    _, change_set = changesets._find_change_set(name, stack_name)
    statuses = (change_set["Status"], change_set["ExecutionStatus"]) if change_set else ()
    return any(status.endswith(("_PENDING", "_IN_PROGRESS")) for status in statuses)


def registration_in_progress(registrations: Registrations, params: Json) -> bool:
    """Whether the registration has neither completed nor failed."""
    found = registrations.find(helpers._p(params, "RegistrationToken"))
    return found is not None and found.status == IN_PROGRESS


def knowing_the_client(app: _App) -> _App:
    """The application, each of whose requests knows what its client does, and can tell that it has hung up."""

    async def serve(scope: Any, receive: _Receive, send: Any) -> None:
        _RECEIVE.set(receive)
        _SHOWS.set(any(name == b"user-agent" and SHOWS in value for name, value in scope.get("headers", ())))
        await app(scope, receive, send)

    return serve


async def _awaited(original: Callable[..., Awaitable[Any]], *request: Any) -> Any:
    answer = await original(*request)
    return await answer if inspect.isawaitable(answer) else answer
