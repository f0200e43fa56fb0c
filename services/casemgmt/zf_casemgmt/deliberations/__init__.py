"""Collective decisions (集体议案): the committee, what is put to it, what it resolves and how that binds the case."""
