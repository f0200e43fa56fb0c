"""Reading and checking the kinds of cooperation matters: parties, facts, acts, and the periods that hang on them."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from zf_law.cooperation import EFFECTS, OWN, Condition, Cooperation, CooperationKind, Frame
from zf_law.cooperation_computes import CHECKS, COMPUTES
from zf_law.cooperation_discretion import Discretion
from zf_law.cooperation_facts import CELL_TYPES, CHOICE, DAY, MOMENT, ROWS, TYPES, Column, Field
from zf_law.documents import Documents, confidence
from zf_law.reading import Row, unique
from zf_law.side_acts import NEW
from zf_law.side_table import read_side_table
from zf_law.stage_checks import read_labels, refuse_unknown


def read_cooperation(
    table: Row,
    *,
    permissions: Collection[str],
    rules: Collection[str],
    agency_kinds: Collection[str],
    documents: Documents,
) -> Cooperation:
    rows = table.rows("kind")
    unique(rows, "id")
    found = [_read_kind(row, permissions=permissions, rules=rules) for row in rows]
    for row, kind in zip(rows, found, strict=True):
        _check_parties(row, kind, agency_kinds=agency_kinds, documents=documents)
        _check_facts(row, kind)
        _check_periods(row, kind, rules=rules)
        refuse_unknown(
            row, (("kind it is part of", (kind.part_of,) if kind.part_of else (), {one.id for one in found}),)
        )
    table.finish()
    return Cooperation({kind.id: kind for kind in found})


def _read_kind(row: Row, *, permissions: Collection[str], rules: Collection[str]) -> CooperationKind:
    kind = CooperationKind(
        id=row.text("id"),
        zh=row.text("zh"),
        en=row.text("en"),
        document=row.text("document"),
        issuers=row.texts("issuers"),
        addressees=row.texts("addressees"),
        copies=row.texts("copies", ()),
        desk=row.text("desk", ""),
        several=row.flag("several", False),
        case=row.flag("case", False),
        sensitivity=row.text("sensitivity"),
        table=read_side_table(row, permissions=permissions, rules=rules, messages=row.texts("messages", ())),
        marks=read_labels(row.row("marks")) if row.has("marks") else {},
        fields=_read_fields(row),
        days=_names(row, "days"),
        kept=_names(row, "kept"),
        when=_conditions(row, "when"),
        only=_conditions(row, "only"),
        frame=_read_frame(row.row("frame")) if row.has("frame") else None,
        discretion=_read_discretion(row.row("discretion")) if row.has("discretion") else None,
        part_of=row.text("part_of", ""),
        within=_names(row, "within"),
        effects=_names(row, "effects"),
        checks=_names(row, "checks"),
        computes=_names(row, "computes"),
        basis=row.text("basis"),
        confidence=confidence(row),
    )
    row.finish()
    _check_functions(row, kind)
    return kind


def _check_functions(row: Row, kind: CooperationKind) -> None:
    for what, named, known in (
        ("effect", kind.effects, EFFECTS),
        ("check", kind.checks, CHECKS),
        ("computation", kind.computes, COMPUTES),
    ):
        refuse_unknown(row, ((what, tuple(named.values()), known), ("act", tuple(named), kind.table.acts)))


def _read_frame(row: Row) -> Frame:
    frame = Frame(row.text("sections"), row.texts("answers"), row.text("local", ""), row.text("superior", ""))
    row.finish()
    return frame


def _read_discretion(row: Row) -> Discretion:
    desks = row.row("desks")
    discretion = Discretion(
        sender=row.text("sender"),
        receiver=row.text("receiver"),
        desks={choice: desks.texts(choice) for choice in desks.keys()},
        otherwise=row.text("otherwise"),
        persons=row.texts("persons"),
    )
    row.finish()
    return discretion


def _read_fields(row: Row) -> tuple[Field, ...]:
    rows = row.rows("field")
    unique(rows, "id")
    return tuple(_read_field(one) for one in rows)


def _read_field(row: Row) -> Field:
    field = Field(
        id=row.text("id"),
        zh=row.text("zh"),
        en=row.text("en"),
        type=row.text("type"),
        acts=row.texts("acts"),
        needed=row.flag("needed", False),
        computed=row.flag("computed", False),
        restricted=row.flag("restricted", False),
        fresh=row.flag("fresh", False),
        choices=read_labels(row.row("choices")) if row.has("choices") else {},
        columns=tuple(_read_column(one) for one in row.rows("columns")),
    )
    row.finish()
    refuse_unknown(row, (("type", (field.type,), TYPES),))
    if bool(field.choices) != (field.type == CHOICE) or bool(field.columns) != (field.type == ROWS):
        raise row.error("a choice has 'choices', rows have 'columns', and nothing else has them")
    return field


def _read_column(row: Row) -> Column:
    column = Column(
        id=row.text("id"),
        zh=row.text("zh"),
        en=row.text("en"),
        type=row.text("type", "line"),
        needed=row.flag("needed", False),
        choices=read_labels(row.row("choices")) if row.has("choices") else {},
    )
    row.finish()
    refuse_unknown(row, (("type", (column.type,), CELL_TYPES),))
    if bool(column.choices) != (column.type == CHOICE):
        raise row.error("a choice has 'choices', and nothing else has them")
    return column


def _names(row: Row, key: str) -> Mapping[str, str]:
    if not row.has(key):
        return {}
    section = row.row(key)
    return {name: section.text(name) for name in section.keys()}


def _conditions(row: Row, key: str) -> Mapping[str, Condition]:
    if not row.has(key):
        return {}
    section, found = row.row(key), {}
    for name in section.keys():
        words = section.texts(name)
        if len(words) != 2:
            raise row.error(f"'{key}' names a field and its value")
        found[name] = Condition(*words)
    return found


def _check_parties(row: Row, kind: CooperationKind, *, agency_kinds: Collection[str], documents: Documents) -> None:
    document = documents.find(kind.document)
    if document is None:
        raise row.error(f"unknown document {kind.document}")
    refuse_unknown(
        row,
        (
            ("kind of agency", (*kind.issuers, *kind.copies), agency_kinds),
            ("kind of agency", kind.addressees, {*agency_kinds, OWN}),
            ("issuer of the document", kind.issuers, {one.value for one in document.issuers}),
            ("sensitivity", (kind.sensitivity,), ("L2", "L3")),
        ),
    )
    if not kind.issuers or not kind.addressees or not kind.basis:
        raise row.error("'issuers', 'addressees' and 'basis' are needed")
    if {act.mark for act in kind.table.acts.values() if act.mark} != {*kind.marks}:
        raise row.error("'marks' names the marks that acts give")
    if sum(act.from_ == (NEW,) for act in kind.table.acts.values()) != 1:
        raise row.error("one act opens the matter")


def _check_facts(row: Row, kind: CooperationKind) -> None:
    """A fact is stated by one side alone, so both sides end with the same one in whatever order they hear."""
    for field in kind.fields:
        refuse_unknown(row, (("act", field.acts, kind.table.acts),))
        if len({kind.table.acts[act].side for act in field.acts}) != 1:
            raise row.error(f"{field.id} is stated by both sides, or by no act")
    if kind.frame:
        for name in (kind.frame.sections, *kind.frame.answers, kind.frame.local, kind.frame.superior):
            if name and _field(row, kind, name).type != ROWS:
                raise row.error(f"{name} is no list of rows")
    _check_discretion(row, kind)
    for condition in (*kind.when.values(), *kind.only.values()):
        field = _field(row, kind, condition.field)
        if kind.opening.id not in field.acts or condition.value not in field.choices:
            raise row.error(f"a condition asks for {condition.field}={condition.value}, which opening never states")
    refuse_unknown(row, (("act", tuple(kind.only), kind.table.acts),))


def _check_discretion(row: Row, kind: CooperationKind) -> None:
    """Both departments are said as the matter is opened; who is concerned stands in lists that few see."""
    discretion = kind.discretion
    if discretion is None:
        if any(field.restricted for field in kind.fields):
            raise row.error("only a matter of discretion has restricted fields")
        return
    for name in (discretion.sender, discretion.receiver):
        field = _field(row, kind, name)
        if field.acts != (kind.opening.id,) or not field.needed or {*field.choices} != {*discretion.desks}:
            raise row.error(f"{name} is no choice of the opening with a desk for each value")
    for name in discretion.persons:
        field = _field(row, kind, name)
        if field.type != ROWS or not field.restricted:
            raise row.error(f"{name} is no restricted list of persons")


def _check_periods(row: Row, kind: CooperationKind, *, rules: Collection[str]) -> None:
    refuse_unknown(row, (("deadline rule", (*kind.days, *kind.kept, *kind.when, *kind.within.values()), rules),))
    refuse_unknown(row, (("act", tuple(kind.within), kind.table.acts),))
    started = {rule for act in kind.table.acts.values() for rule in act.starts}
    for rule in (*kind.days, *kind.when):
        if rule not in started and rule not in kind.kept:
            raise row.error(f"no act starts {rule}")
    for name in (*kind.days.values(), *kind.kept.values()):
        if _field(row, kind, name).type not in (DAY, MOMENT):
            raise row.error(f"{name} is no day from which a period could count")


def _field(row: Row, kind: CooperationKind, name: str) -> Field:
    found = next((field for field in kind.fields if field.id == name), None)
    if found is None:
        raise row.error(f"unknown field {name}")
    return found
