"""What crosses a process border: envelopes, message bodies and HTTP bodies. Pydantic models only, no behaviour."""
