"""Contract tests v2 offline: the unmodified ``cfn test --v2``, with a stand-in for what it calls as ``docker``."""
