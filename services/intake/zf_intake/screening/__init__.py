"""清理排查: long-standing and repeat petitioners, backlog, skip-level visits and persistent litigation by period (S-019)."""
