"""Joint meetings (联席会议): topics, convening, attendance, minutes, countersigning, resolutions."""
