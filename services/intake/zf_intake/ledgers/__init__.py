"""Ledgers (台账): older petitions read from spreadsheets, checked row by row, registered in batches, never twice."""
