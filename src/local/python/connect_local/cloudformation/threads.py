"""Work beside the request that asks for it."""

import contextvars
import threading
from collections.abc import Callable
from typing import Any


def begin(work: Callable[..., Any], *arguments: Any) -> None:
    """On a thread of its own, for the account and Region of the request that is served."""
    run = contextvars.copy_context().run
    threading.Thread(target=run, args=(work, *arguments), daemon=True).start()
