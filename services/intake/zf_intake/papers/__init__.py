"""Papers (制发文书): numbered once, kept by hash, printed, reprinted with a mark, and checked by whoever holds one."""
