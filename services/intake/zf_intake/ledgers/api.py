"""Routes of imports: check a file, read the report, start, leave, and take the rejected rows back."""

import json
from typing import Annotated

from fastapi import APIRouter, File, Form, Query, UploadFile
from pydantic import ValidationError
from starlette.responses import Response

from zf_contracts.http.base import Page
from zf_contracts.http.ledgers import ImportReport, ImportRow, LedgerMapping, LedgerSourceView, StartImport
from zf_intake.desk import Desk
from zf_intake.ledgers import queries
from zf_intake.ledgers.cancel_import import cancel_import
from zf_intake.ledgers.check_file import LedgerFile, check_file
from zf_intake.ledgers.save_source import save_source
from zf_intake.ledgers.start_import import start_import
from zf_law.problems import Problem
from zf_platform.errors import Refused
from zf_platform.http.access import access
from zf_platform.http.current import ScopeDep
from zf_platform.http.files import disposition
from zf_platform.http.route import service_router
from zf_platform.workbooks import LARGEST_FILE

FORM_OVERHEAD = 64 * 1024
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PERMISSION = "petition.import"
Cursor = Annotated[str, Query(max_length=200)]


def imports_router(*, desk: Desk) -> APIRouter:
    router = service_router(prefix="/imports", tag="imports")
    _add_sources(router)

    @router.post("", status_code=201, **access(PERMISSION, upload=LARGEST_FILE + FORM_OVERHEAD))
    async def check(
        scope: ScopeDep, *, file: Annotated[UploadFile, File()], mapping: Annotated[str, Form(max_length=20_000)]
    ) -> ImportReport:
        """The dry run: every row gets a verdict, nothing is registered. `mapping` is a LedgerMapping as JSON."""
        given = LedgerFile(file.filename or "", await file.read())
        checked = await check_file(scope, given, mapping=_mapping(mapping), desk=desk)
        return await queries.show_import(scope, checked.import_id, same_file=checked.same_file)

    @router.get("", **access(PERMISSION))
    async def imports(scope: ScopeDep, *, cursor: Cursor = "") -> Page[ImportRow]:
        return await queries.list_imports(scope, cursor=cursor)

    @router.get("/{import_id}", **access(PERMISSION))
    async def one_import(scope: ScopeDep, import_id: str) -> ImportReport:
        return await queries.show_import(scope, import_id)

    @router.post("/{import_id}/start", **access(PERMISSION))
    async def start(scope: ScopeDep, import_id: str, command: StartImport) -> ImportReport:
        await start_import(scope, import_id, command)
        return await queries.show_import(scope, import_id)

    @router.post("/{import_id}/cancellation", **access(PERMISSION))
    async def cancel(scope: ScopeDep, import_id: str, command: StartImport) -> ImportReport:
        await cancel_import(scope, import_id, command)
        return await queries.show_import(scope, import_id)

    @router.get("/{import_id}/rejected", **access(PERMISSION))
    async def rejected(scope: ScopeDep, import_id: str) -> Response:
        name, content = await queries.rejected_workbook(scope, import_id, desk=desk)
        headers = {"Content-Disposition": disposition(name)}
        return Response(content, media_type=XLSX, headers=headers)

    return router


def _add_sources(router: APIRouter) -> None:
    @router.get("/sources", **access(PERMISSION))
    async def sources(scope: ScopeDep) -> Page[LedgerSourceView]:
        return await queries.list_sources(scope)

    @router.post("/sources", status_code=201, **access(PERMISSION))
    async def save(scope: ScopeDep, mapping: LedgerMapping) -> LedgerMapping:
        await save_source(scope, mapping)
        return mapping


def _mapping(text: str) -> LedgerMapping:
    """The JSON part of the form; what is wrong with it is told like the fields of any body."""
    try:
        return LedgerMapping.model_validate(json.loads(text))
    except json.JSONDecodeError:
        raise Refused((Problem("ledger.mapping_unreadable", {"field": "mapping"}),)) from None
    except ValidationError as wrong:
        first = wrong.errors()[0]
        place = ".".join(map(str, first["loc"])) or "mapping"
        raise Refused((Problem("ledger.mapping_wrong", {"field": place, "rule": first["msg"]}),)) from None
