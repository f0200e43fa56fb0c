"""Every page of the front end on one screen. An earlier router wins where two paths could match."""

from zf_hall.pages import (
    acts,
    audit,
    cases,
    deadlines,
    exit_gate,
    guide,
    inbox,
    ledger,
    operations,
    papers,
    parked,
    reports,
    sign_in,
    traces,
    transfers,
    worklist,
)  # fmt: skip

ROUTERS = (
    sign_in.router,
    worklist.router,
    reports.router,
    cases.router,
    papers.router,
    acts.router,
    exit_gate.router,
    transfers.router,
    inbox.router,
    deadlines.router,
    ledger.router,
    operations.router,
    traces.router,
    parked.router,
    audit.router,
    guide.router,
)
