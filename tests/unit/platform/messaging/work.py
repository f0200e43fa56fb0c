"""A claimed inbox row for pure tests."""

from datetime import datetime

from zf_platform.claim import Work
from zf_platform.clock import ZONE


def work(*, attempts: int = 1, age: float = 0.0, crashes: int = 0, passed: bool = False, sequence: int = 1) -> Work:
    return Work(
        id="m1",
        source="urn:zf:police:casemgmt",
        type="case.stage.advanced",
        schema_version=1,
        subject="c1",
        sequence=sequence,
        epoch=1,
        envelope=b"{}",
        digest="0" * 64,
        traceparent=None,
        attempts=attempts,
        crashes=crashes,
        taken_at=datetime(2026, 11, 22, 9, 0, tzinfo=ZONE),
        age=age,
        passed=passed,
    )
