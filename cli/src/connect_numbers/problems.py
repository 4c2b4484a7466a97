"""Why a command ends without its work done, and what to do about it."""

import errno
import re

import botocore.exceptions as sdk

NOTHING_WRITTEN = "Nothing is written."
# The SDK's exceptions after which nobody knows whether the call had its effect.
UNANSWERED = {
    "ConnectionClosedError",
    "ConnectTimeoutError",
    "EndpointConnectionError",
    "ReadTimeoutError",
    "ResponseParserError",
}

# A fault's code, or the name of the SDK's exception: what to do next. ``{action}`` is the IAM action of the call,
# ``{command}`` the subcommand.
REMEDIES = {
    "NoCredentialsError": "sign in (`aws sso login`, `aws configure`), or name a profile by --profile",
    "PartialCredentialsError": "complete the credentials: key id and secret belong together",
    "CredentialRetrievalError": "sign in again: the program that gives the credentials failed",
    "SSOTokenLoadError": "sign in again: `aws sso login`",
    "UnauthorizedSSOTokenError": "sign in again: `aws sso login`",
    "TokenRetrievalError": "sign in again: `aws sso login`",
    "ProfileNotFound": "name another profile; `aws configure list-profiles` shows what there is",
    "ConfigParseError": "mend the file that it names",
    "NoRegionError": "name a Region by --region, or set AWS_REGION",
    "InvalidRegionError": "name a Region as us-east-1",
    "UnknownRegionError": "name a Region as us-east-1",
    "EndpointConnectionError": "look at the Region's name, the network and its proxy, and at AWS_ENDPOINT_URL_*",
    "ConnectTimeoutError": "look at the network and its proxy, then run it again",
    "ReadTimeoutError": "look at the network and its proxy, then run it again",
    "ConnectionClosedError": "run it again; where it lasts, look at the network and its proxy",
    "ProxyConnectionError": "look at the proxy that HTTPS_PROXY names",
    "SSLError": "look at the certificates: AWS_CA_BUNDLE names those that the network needs",
    "ResponseParserError": "look at AWS_ENDPOINT_URL_* and the proxy: what answered is not AWS",
    "ExpiredTokenException": "sign in again: the session is over",
    "InvalidClientTokenId": "look at the credentials: AWS does not know this key in this Region",
    "UnrecognizedClientException": "look at the credentials, and whether the account has this Region enabled",
    "SignatureDoesNotMatch": "look at the secret key and at this machine's clock",
    "RequestExpired": "set this machine's clock",
    "OptInRequired": "enable the Region or the service for this account, or name another Region",
    "AccessDeniedException": "grant {action} to the caller; `numbers iam {command}` prints the least policy",
    "UnauthorizedOperation": "grant {action} to the caller; `numbers iam {command}` prints the least policy",
    "ThrottlingException": "run it again later, or slower: --rate 1; others use up the account's rate",
    "TooManyRequestsException": "run it again later, or slower: --rate 1; others use up the account's rate",
    "Throttling": "run it again later: others use up CloudFormation's rate",
    "ChangeSetNotFoundException": "`aws cloudformation list-change-sets --stack-name STACK` shows what there is",
    "NoSuchResourceException": "look whether Service Quotas knows Amazon Connect in this Region",
    "ResourceNotFoundException": "`aws connect list-instances` shows what there is in this Region",
    "InvalidParameterException": "look at what was given; `numbers {command} --help` says what it takes",
}
NO_STACK = "look at the stack's name and Region; `aws cloudformation describe-stacks` shows what there is"
PASSING = "run it again; where it lasts, AWS's health dashboard may tell"
OTHER = "`numbers {command} --help` says what it takes; AWS's words above say the rest"
FILE_REMEDIES = {
    errno.ENOSPC: "make room on the disk, or name another place",
    errno.EDQUOT: "make room within the quota, or name another place",
    errno.EACCES: "name a place where you may write",
    errno.EROFS: "name a place where you may write",
    errno.EEXIST: "name another place, or remove what is there",
    errno.ENOENT: "make the folder first, or name another place",
    errno.EISDIR: "name a file, not a folder",
}


class Refused(Exception):
    """A message that says what is wrong and what to do."""


class CallFailed(Exception):
    """A call that AWS refused or did not answer: the IAM action, the error's code, the message, the Retry-After."""

    def __init__(self, action: str, code: str, message: str, status: int = 0, retry_after: str = "") -> None:
        super().__init__(f"{action}: {code}: {message}")
        self.action = action
        self.code = code
        self.message = message
        self.status = status
        self.retry_after = retry_after

    @property
    def is_unanswered(self) -> bool:
        """Whether the call may have had its effect nevertheless."""
        return self.status >= 500 or self.code in UNANSWERED

    @property
    def is_absent_stack(self) -> bool:
        return self.code == "ValidationError" and "does not exist" in self.message


def call_failed(action: str, fault: Exception) -> CallFailed:
    """The SDK's exception of a call."""
    if isinstance(fault, sdk.ClientError):
        told = fault.response.get("Error", {})
        about = fault.response.get("ResponseMetadata", {})
        retry_after = about.get("HTTPHeaders", {}).get("retry-after", "")
        status = about.get("HTTPStatusCode", 0)
        return CallFailed(action, told.get("Code", "Unknown"), told.get("Message", ""), status, retry_after)
    return CallFailed(action, type(fault).__name__, str(fault))


def remedy(problem: BaseException, command: str) -> str:
    """What to do next."""
    if isinstance(problem, CallFailed):
        return _of_call(problem).format(action=problem.action, command=command)
    if isinstance(problem, OSError):
        return FILE_REMEDIES.get(problem.errno or 0, "look at the place that it names, then run it again")
    return REMEDIES.get(type(problem).__name__, OTHER).format(action="", command=command)


def _of_call(failed: CallFailed) -> str:
    if failed.is_absent_stack:
        return NO_STACK
    if failed.code in REMEDIES:
        return REMEDIES[failed.code]
    # Errors of two protocols: AccessDenied for AccessDeniedException, with a service's prefix or without.
    similar = [code for code in REMEDIES if re.sub(r"(Exception|Error)$", "", code) == failed.code.split(".")[-1]]
    if similar:
        return REMEDIES[similar[0]]
    return PASSING if failed.status >= 500 else OTHER
