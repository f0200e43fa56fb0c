"""Codes of papers, who may check one and how often, and what a reprint needs. Pure."""

from __future__ import annotations

import hmac
import unicodedata
from datetime import timedelta

from zf_law.problems import Problem

CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 8
CHECK_WINDOW = timedelta(minutes=10)
TRIES_FROM_AN_ADDRESS = 60
TRIES_FOR_A_NUMBER = 20


def typed_code(text: str) -> str:
    """As stored, however it was typed: full width, small letters, blanks and hyphens do not matter."""
    folded = unicodedata.normalize("NFKC", text).upper()
    return "".join(one for one in folded if one in CODE_LETTERS)


def typed_number(text: str) -> str:
    """A document number as stored: 〔2026〕 may be typed with any brackets."""
    table = str.maketrans({"(": "〔", "（": "〔", "[": "〔", "【": "〔", ")": "〕", "）": "〕", "]": "〕", "】": "〕"})
    folded = unicodedata.normalize("NFKC", text).translate(table)
    return "".join(folded.split())


def same_code(stored: str, typed: str) -> bool:
    """In the same time whatever differs."""
    return hmac.compare_digest(stored.encode(), typed_code(typed).encode())


def may_check(*, from_address: int, for_number: int) -> bool:
    """Tries in the present window, this one included."""
    return from_address <= TRIES_FROM_AN_ADDRESS and for_number <= TRIES_FOR_A_NUMBER


def reprint_problems(*, copies: int, reason: str) -> list[Problem]:
    """The first print needs no reason; every further one does, and it is recorded."""
    if copies and not reason:
        return [Problem("paper.reprint_reason", {"field": "reason"})]
    return []
