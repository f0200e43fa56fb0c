"""Supervised tasks (督办件): issued by a body with authority, answered by the agency, on the listed account for all."""
