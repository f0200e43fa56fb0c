"""search_entry, search_key, search_frequent_word: the index over cases (columns: zf_platform.search.tables)."""

from zf_casemgmt.tables import Base
from zf_platform.search.find import SearchTables
from zf_platform.search.tables import EntryColumns, FrequentWordColumns, KeyColumns


class SearchEntry(EntryColumns, Base):
    """A case as it is searched."""


class SearchKey(KeyColumns, Base):
    """Its numbers, and the keyed hashes of its suspects."""


class FrequentWord(FrequentWordColumns, Base):
    """Pieces so frequent that walking the newest entries is quicker than asking the index."""


SEARCH = SearchTables(SearchEntry, SearchKey, FrequentWord)
