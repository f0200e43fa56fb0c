"""Keeps the catalogues in step with the pages: `python -m zf_hall.catalogue` adds new texts and drops those gone.

Chinese is the source and needs no translation; the English file keeps its lines and shows the new ones empty.
"""

from __future__ import annotations

from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from zf_hall.i18n import LANGUAGES, LOCALE_DIR

_HERE = Path(__file__).parent
_METHODS = [("templates/**.html", "jinja2.ext:babel_extract"), ("**.py", "python")]
_OPTIONS = {"templates/**.html": {"extensions": "jinja2.ext.i18n,jinja2.ext.do"}}
_KEYWORDS = {"_": None, "msg": None}
_HEADER = """# Texts of the front end.
msgid ""
msgstr ""
"Language: {language}\\n"
"Content-Type: text/plain; charset=utf-8\\n"

"""


def main() -> None:
    for language in LANGUAGES:
        path = LOCALE_DIR / f"{language}.po"
        with path.open("rb") as source:
            known = {message.id: message.string for message in read_po(source, locale=language) if message.id}
        catalogue = Catalog(locale=language)
        for text, places in source_texts().items():
            catalogue.add(text, known.get(text, ""), locations=places)
        with path.open("wb") as target:
            target.write(_HEADER.format(language=language).encode())
            write_po(target, catalogue, width=0, omit_header=True, include_lineno=False, ignore_obsolete=True)


def source_texts() -> dict[str, list[tuple[str, int]]]:
    """Every text of templates and Python code with the files that show it."""
    found: dict[str, list[tuple[str, int]]] = {}
    extracted = extract_from_dir(
        str(_HERE), method_map=_METHODS, options_map=_OPTIONS, keywords=_KEYWORDS, comment_tags=()
    )
    for filename, _line, text, _comments, _context in extracted:
        if isinstance(text, str) and (filename, 0) not in found.setdefault(text, []):
            found[text].append((filename, 0))
    return found


if __name__ == "__main__":
    main()
