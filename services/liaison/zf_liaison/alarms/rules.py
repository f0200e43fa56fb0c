"""Kinds of alarms: what each means and what to do, for the people of the exchange."""

from collections.abc import Mapping
from typing import Final

EVIDENCE_LATE: Final = "evidence.late"
EVIDENCE_FAILED: Final = "evidence.failed"
PACKAGE_UNOPENED: Final = "package.unopened"
RECEIPT_UNKNOWN: Final = "receipt.unknown"
SEQUENCE_GAP: Final = "sequence.gap"
RECONCILIATION_DIFFERENT: Final = "reconciliation.different"
RECONCILIATION_SILENT: Final = "reconciliation.silent"
DIRECTORY_STALE: Final = "directory.stale"

KINDS: Mapping[str, tuple[str, str]] = {
    EVIDENCE_LATE: (
        "对方节点迟迟没有回执，请联系对方值班人员",
        "Receipts of this agency are late; call its operators",
    ),
    EVIDENCE_FAILED: (
        "消息未能送达，请核对对方节点并在台账中查看",
        "Messages were not delivered; check the peer and the ledger",
    ),
    PACKAGE_UNOPENED: (
        "移送 24 小时无人拆阅，请联系对方案管部门",
        "A package was not opened within 24 hours; call the case office there",
    ),
    RECEIPT_UNKNOWN: (
        "收到与发出内容不符的回执，请核查是否有人冒充",
        "A receipt does not fit what was sent; check for a forgery",
    ),
    SEQUENCE_GAP: (
        "来文序号缺失，已请求重发，请关注是否补齐",
        "Numbers are missing; a resend was requested, watch that it arrives",
    ),
    RECONCILIATION_DIFFERENT: (
        "对账不一致，系统正在补发，请在对账页核对",
        "Ledgers differ; missing messages are being sent again, check the reconciliation page",
    ),
    RECONCILIATION_SILENT: (
        "对账请求一小时没有答复，请联系对方运行人员",
        "No answer to a reconciliation for an hour; call the peer's operators",
    ),
    DIRECTORY_STALE: (
        "机关名录超过 24 小时未更新，请检查名录下发",
        "The directory is older than 24 hours; check its distribution",
    ),
}
