"""The floor of the hall: desks and who serves there, numbers, hand-overs in person, ratings, the list of the day."""
