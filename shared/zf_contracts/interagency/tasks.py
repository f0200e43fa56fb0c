"""Supervised tasks between agencies (督办): issued, told of, answered, put on the listed account, closed (S-051)."""

from typing import ClassVar

from zf_contracts.envelope import Payload
from zf_contracts.supervision_values import AccountLine, ActTold, CircularTold, TaskMatter


class SupervisedTaskIssued(Payload):
    """Issuer → agency: the task, its demand, its standard and its day. subject = matter_id."""

    TYPE: ClassVar[str] = "supervised_task.issued"
    body: TaskMatter


class TaskActPayload(Payload):
    """Common to the acts on a task. actedat = body.acted_at; subject = body.matter_id."""

    body: ActTold


class SupervisedTaskProgressed(TaskActPayload):
    """Agency → issuer: signed for, started, progress, extension asked for, result reported."""

    TYPE: ClassVar[str] = "supervised_task.progressed"


class SupervisedTaskAnswered(TaskActPayload):
    """Issuer → agency: extension decided, verified, sent back, listed, reminded, looked back at."""

    TYPE: ClassVar[str] = "supervised_task.answered"


class SupervisedTaskClosed(TaskActPayload):
    """Issuer → agency: verified and closed, or withdrawn."""

    TYPE: ClassVar[str] = "supervised_task.closed"


class SupervisedTaskListed(Payload):
    """Issuer → all members: a line of the listed account as it stands now, or its removal."""

    TYPE: ClassVar[str] = "supervised_task.listed"
    body: AccountLine


class SupervisedTaskCircular(Payload):
    """Issuer → all members: a circular (通报) on the days that were missed in a period. subject = circular_id."""

    TYPE: ClassVar[str] = "supervised_task.circular.issued"
    body: CircularTold
