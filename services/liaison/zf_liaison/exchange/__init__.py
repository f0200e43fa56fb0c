"""Messages to and from other agencies: translation, evidence, receipts, files, ledger."""
