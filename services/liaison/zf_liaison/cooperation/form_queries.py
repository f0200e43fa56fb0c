"""The forms of the kinds: what may be opened with whom, and which fields each act has; facts in words."""

from collections.abc import Mapping, Sequence

from zf_contracts.http.cooperation import ColumnView, CooperationWords, FactView, FieldView, KindView
from zf_contracts.http.supervision import Choice
from zf_law.agencies import Agency
from zf_law.cooperation import OWN, CooperationKind, choice_label
from zf_law.cooperation_facts import AGENCY, Column, Facts, Field
from zf_law.loader import Law
from zf_law.reading import Label
from zf_liaison.cooperation.authority import reasons_against
from zf_liaison.cooperation.load_queries import unit_kind
from zf_liaison.desk import Desk
from zf_platform.transaction import Scope


def cooperation_words(scope: Scope, *, desk: Desk) -> CooperationWords:
    """Only what this person may open; every kind of which the agency is a side can be looked for."""
    own = desk.law.agencies.by_code(scope.identity.agency).kind.value
    kinds = desk.law.cooperation.kinds.values()
    department = unit_kind(scope.actor.unit, agency=scope.identity.agency, law=desk.law)
    openable = [
        kind
        for kind in kinds
        if own in kind.issuers
        and not kind.part_of
        and (kind.discretion is None or kind.discretion.may_begin(department))
        and not reasons_against(scope.actor, kind.opening.permission, unit=scope.actor.unit)
    ]
    seen = [kind for kind in kinds if own in (*kind.issuers, *kind.addressees, *kind.copies)]
    return CooperationWords(
        kinds=tuple(_kind_view(scope, kind, desk=desk) for kind in openable),
        all_kinds=tuple(Choice(code=kind.id, name_zh=kind.zh, name_en=kind.en) for kind in seen),
    )


def _kind_view(scope: Scope, kind: CooperationKind, *, desk: Desk) -> KindView:
    own = desk.law.agencies.by_code(scope.identity.agency)
    found = [agency for code in desk.partners.all() if (agency := desk.law.agencies.find(code))]
    addressees = [*([own] if OWN in kind.addressees else []), *_of_kinds(found, kind.addressees)]
    return KindView(
        id=kind.id,
        zh=kind.zh,
        en=kind.en,
        basis=kind.basis,
        several=kind.several,
        case=kind.case,
        addressees=_choices(addressees),
        copies=_choices(_of_kinds(found, kind.copies)),
        fields=field_views(asked_of(kind, kind.opening.id), agencies=_choices([*found, own])),
    )


def _of_kinds(agencies: Sequence[Agency], kinds: Sequence[str]) -> list[Agency]:
    return [agency for agency in agencies if agency.kind.value in kinds]


def _choices(agencies: Sequence[Agency]) -> tuple[Choice, ...]:
    return tuple(Choice(code=one.code, name_zh=one.name_zh, name_en=one.name_en) for one in agencies)


def field_views(fields: Sequence[Field], *, agencies: tuple[Choice, ...] = ()) -> tuple[FieldView, ...]:
    """`agencies` fill the columns in which one is chosen."""
    return tuple(FieldView.model_validate(_field_values(field, agencies=agencies)) for field in fields)


def asked_of(kind: CooperationKind, act: str) -> tuple[Field, ...]:
    """What a person fills in: the program states the rest."""
    return tuple(field for field in kind.fields_of(act) if not field.computed)


def act_fields(kind: CooperationKind, act: str, *, known: Facts, law: Law) -> tuple[FieldView, ...]:
    """A frame to be filled in begins with its sections; what was stated before is there to be changed."""
    asked, agencies = asked_of(kind, act), _choices([agency for agency in law.agencies.all() if agency.node])
    return tuple(
        view.model_copy(update={"prefill": () if field.fresh else _prefill(kind, view, known=known)})
        for field, view in zip(asked, field_views(asked, agencies=agencies), strict=True)
    )


def _prefill(kind: CooperationKind, view: FieldView, *, known: Facts) -> tuple[tuple[str, ...], ...]:
    frame = kind.frame
    if view.id in known:
        return known[view.id].rows
    if frame is None or view.id not in frame.answers:
        return ()
    earlier = next((known[name].rows for name in frame.answers if name in known), ())
    width = len(view.columns)
    if earlier and len(earlier[0]) == width:
        return earlier
    sections = known[frame.sections].rows if frame.sections in known else ()
    return tuple((row[0], *[""] * (width - 1)) for row in sections)


def fact_views(kind: CooperationKind, facts: Facts, *, law: Law) -> tuple[FactView, ...]:
    """In the order of the kind, and only what was stated."""
    named = _choices(law.agencies.all())
    return tuple(_fact_view(field, facts, agencies=named) for field in kind.fields if field.id in facts)


def _fact_view(field: Field, facts: Facts, *, agencies: tuple[Choice, ...]) -> FactView:
    fact = facts[field.id]
    word = choice_label(field, fact.text)
    values = {
        **_field_values(field, agencies=agencies),
        "text": fact.text,
        "text_zh": word.zh,
        "text_en": word.en,
        "rows": fact.rows,
    }
    return FactView.model_validate(values)


def _field_values(field: Field, *, agencies: tuple[Choice, ...] = ()) -> dict[str, object]:
    return {
        "id": field.id,
        "zh": field.zh,
        "en": field.en,
        "type": field.type,
        "needed": field.needed,
        "choices": _words(field.choices),
        "columns": tuple(_column_view(column, agencies=agencies) for column in field.columns),
    }


def _column_view(column: Column, *, agencies: tuple[Choice, ...]) -> ColumnView:
    choices = agencies if column.type == AGENCY else _words(column.choices)
    return ColumnView(id=column.id, zh=column.zh, en=column.en, type=column.type, needed=column.needed, choices=choices)


def _words(words: Mapping[str, Label]) -> tuple[Choice, ...]:
    return tuple(Choice(code=key, name_zh=word.zh, name_en=word.en) for key, word in words.items())
