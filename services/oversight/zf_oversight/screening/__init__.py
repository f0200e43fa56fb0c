"""清理排查: the screening reports of agencies, one period side by side (S-019)."""
