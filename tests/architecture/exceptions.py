"""The exceptions from the rules of the house, each with its reason. A stale one fails the check."""

from collections.abc import Mapping

TOO_LONG: Mapping[str, str] = {
    "shared/zf_contracts/http/casemgmt.py": "the bodies of one service stand together; they are declarations only",
    "shared/zf_hall/clients.py::NodeClients.call": "one call with all its options; apart it would be the options passed on",
    "tests/abuse/test_access_matrix.py::sample_objects": "a table of objects, one line each",
    "tests/integration/messaging/node.py::bare_service": "a fixture reads best from top to bottom",
    "tests/integration/messaging/test_worker.py": "one behaviour a test, all over one fixture",
    "tests/web/fake_operations.py::routes": "a table of answers",
    "tests/web/test_forms.py": "one form a test, all over one fixture",
    "benchmarks/raw_loop.py": "the raw limit is one script on purpose: nothing shared, nothing abstracted",
}

SEVERAL_USE_CASES: Mapping[str, str] = {}

LEGAL_HANDLERS = frozenset({"AssignHandler", "HandlerView", "ChangeHandler", "FirstHandler"})
"""Class names that mean 承办人 or 首办责任人."""
