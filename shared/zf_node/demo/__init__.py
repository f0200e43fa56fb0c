"""The sample city: its people, its scripted stories, its sample cases. Everything goes through the public API."""
