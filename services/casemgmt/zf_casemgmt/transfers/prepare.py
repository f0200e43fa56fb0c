"""Build the draft of a package: the manifest is made from the file, then completed by hand."""

from sqlalchemy.dialects.postgresql import insert

from zf_casemgmt.cases.authority import require
from zf_casemgmt.cases.load import load_case
from zf_casemgmt.documents import queries as documents
from zf_casemgmt.office import Office
from zf_casemgmt.transfers import rules
from zf_casemgmt.transfers.tables import Transfer
from zf_contracts.http.casemgmt import PrepareTransfer
from zf_platform.errors import Refused
from zf_platform.telemetry import step
from zf_platform.telemetry_names import SpanName
from zf_platform.transaction import Scope


async def prepare_transfer(scope: Scope, case_id: str, command: PrepareTransfer, *, office: Office) -> str:
    """Returns the draft's id. Nothing leaves and the case does not move."""
    file = await load_case(scope, case_id)
    require(scope.actor, "transfer.prepare", file=file, agency=office.agency.code, seen=command.version)
    stages, agencies = office.law.stages, office.law.agencies
    problems = rules.prepare_problems(
        stages, agencies, package=command.kind, receiver=command.receiver, file=file, sender=office.agency
    )
    problems += rules.suspect_problems(file, command.suspect_ids)
    if problems:
        raise Refused(problems)
    with step(SpanName.PACKAGE_BUILD, case_id=case_id):
        inner = [document.id for document in office.law.documents.all() if document.inner]
        items = await documents.manifest(scope.session, case_id, inner=inner)
        manifest = rules.numbered((*items, *command.extra_items))
    transfer_id = scope.new_id()
    act = rules.sending_act(stages, package=command.kind, file=file, kind=office.kind)
    await scope.session.execute(
        insert(Transfer).values(
            id=transfer_id,
            case_id=case_id,
            kind=command.kind,
            receiver=command.receiver,
            state=rules.DRAFT,
            act=act.act if act else "",
            round=file.returns,
            summary=command.summary,
            lawyers=list(command.lawyers),
            suspect_ids=list(command.suspect_ids) or [suspect.id for suspect in file.suspects],
            items=[item.model_dump(mode="json") for item in manifest],
            created_by=scope.actor.account_id,
            created_at=scope.now,
        )
    )
    scope.record(
        "transfer.prepare",
        object_kind="transfer",
        object_id=transfer_id,
        after={"case": case_id, "kind": command.kind, "receiver": command.receiver, "items": len(manifest)},
    )
    return transfer_id
