"""casemgmt: the case of one agency, its stages, documents, time limits, packages out and in."""
