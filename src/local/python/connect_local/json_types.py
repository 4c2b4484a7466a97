"""Names for the JSON that passes through here; each is an object whose members the API reference describes."""

from typing import Any, TypeAlias

Json: TypeAlias = dict[str, Any]
# A resource's properties: as a template gives them, or the model that a handler returns.
Properties: TypeAlias = dict[str, Any]
# What a handler is invoked with, and its answer: HandlerRequest and ProgressEvent of RPDK.
Request: TypeAlias = dict[str, Any]
Event: TypeAlias = dict[str, Any]
Tags: TypeAlias = dict[str, str]
