"""Numbers of documents (文号) that liaison gives."""
