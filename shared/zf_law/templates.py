"""Templates of printed documents (文书模板): the fields each one shows, checked against those its document declares.

A template is a Typst file in data/templates, named in documents.toml. What a paper says comes in as data and is shown as text;
what could run it as markup or reach outside its folder is refused here.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from zf_law.documents import Documents, DocumentType
from zf_law.reading import LawDataError

FOLDER = Path(__file__).parent / "data" / "templates"
MATTER_FIELDS = frozenset(
    {
        "petitioner", "informant", "petition_no", "collab_no", "title", "channel", "received_on", "registered_on",
        "registered_by", "unit", "first_handler", "contact",
    }
)  # fmt: skip
"""What every document may say of the petition or report it belongs to."""
_FIELD = re.compile(r"\bfields\.([a-z][a-z_]*)")
_MATTER = re.compile(r"\bmatter\.([a-z][a-z_]*)")
_IMPORT = re.compile(r'#import\s+"([^"]+)"')
_UNSAFE = ("eval(", "plugin(", "@preview", "@local", "read(")


def packaged_templates() -> Mapping[str, str]:
    """Name without ending → text. Names that begin with an underscore are imported by others."""
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.typ"))}


def check_templates(documents: Documents, templates: Mapping[str, str]) -> None:
    """Raises LawDataError for an unbound template, an unknown one, and fields that do not agree on both sides."""
    for name, text in templates.items():
        for word in _UNSAFE:
            if word in text:
                raise _fault(f"template {name}", f"{word} is not allowed in a template")
        if unknown := sorted(set(_MATTER.findall(text)) - MATTER_FIELDS):
            raise _fault(f"template {name}", f"no matter has {', '.join(unknown)}")
    bound = {document.template for document in documents.all() if document.template}
    for name in sorted(set(templates) - bound):
        if not name.startswith("_"):
            raise _fault(f"template {name}", "no document uses this template")
    for document in documents.all():
        if document.template:
            _check_binding(document, templates)


def _check_binding(document: DocumentType, templates: Mapping[str, str]) -> None:
    where = f"document {document.id}"
    if document.draft and not (FOLDER / f"{document.draft}.docx").is_file():
        raise _fault(where, f"there is no draft {document.draft}.docx")
    if document.template not in templates:
        raise _fault(where, f"there is no template {document.template}")
    shown, declared = shown_fields(document.template, templates), frozenset(document.fields)
    if missing := sorted(declared - shown):
        raise _fault(where, f"the template never shows {', '.join(missing)}")
    if unknown := sorted(shown - declared):
        raise _fault(where, f"the template shows undeclared {', '.join(unknown)}")


def shown_fields(name: str, templates: Mapping[str, str]) -> frozenset[str]:
    """Fields that a template shows, itself or through what it imports."""
    seen: set[str] = set()
    waiting = [name]
    fields: set[str] = set()
    while waiting:
        current = waiting.pop()
        if current in seen:
            continue
        seen.add(current)
        text = templates.get(current)
        if text is None:
            raise _fault(f"template {name}", f"imports {current}, which is not there")
        fields.update(_FIELD.findall(text))
        waiting += [Path(target).stem for target in _IMPORT.findall(text)]
    return frozenset(fields)


def _fault(where: str, fault: str) -> LawDataError:
    return LawDataError("documents", where, fault)
