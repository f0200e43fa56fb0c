"""The exceptions from the rules of the house, each with its reason. A stale one fails the check."""

from collections.abc import Mapping

TOO_LONG: Mapping[str, str] = {
    "shared/zf_contracts/http/casemgmt.py": "the bodies of one service stand together; they are declarations only",
}

SEVERAL_USE_CASES: Mapping[str, str] = {}

LEGAL_HANDLERS = frozenset({"AssignHandler", "HandlerView", "ChangeHandler"})
"""Class names that mean 承办人."""
