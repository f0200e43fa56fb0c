"""What comes in: case reports (受案登记), registered without exception."""
