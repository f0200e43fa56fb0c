"""The web front end all agencies share: pages only, no database and no broker."""
