"""Requests between agencies that are answered (协作事项): one room for all kinds, which differ by data alone."""
