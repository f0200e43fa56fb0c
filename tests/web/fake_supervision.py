"""The part of the fake node that answers for tasks, the listed account and supervision documents."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from starlette.requests import Request

from tests.web import sample_supervision as s
from zf_contracts.http import notices, supervision, tasks
from zf_contracts.http.base import Command

COMMANDS: Mapping[str, type[Command]] = {
    "/tasks": tasks.IssueTask,
    "/tasks/{id}/acts": supervision.ActOnMatter,
    "/notices": notices.DraftNotice,
    "/notices/{id}/acts": supervision.ActOnMatter,
}
READS: Mapping[str, Callable[[Request], object]] = {
    "/tasks": lambda _request: [s.TASK_ROW],
    "/tasks/board": lambda _request: s.BOARD,
    "/tasks/account": lambda _request: s.ACCOUNT,
    "/tasks/words": lambda _request: s.TASK_WORDS,
    "/tasks/{id}": lambda _request: s.TASK,
    "/notices": lambda _request: [s.NOTICE_ROW],
    "/notices/words": lambda _request: s.NOTICE_WORDS,
    "/notices/{id}": lambda _request: s.NOTICE,
}
BARE = frozenset({"/tasks/account"})
ANSWERS: Mapping[str, Mapping[str, object]] = {
    "/tasks": s.TASK.model_dump(mode="json"),
    "/tasks/{id}/acts": s.TASK.model_dump(mode="json"),
    "/notices": s.NOTICE.model_dump(mode="json"),
    "/notices/{id}/acts": s.NOTICE.model_dump(mode="json"),
}
