"""Messages between the services of one agency. They never leave the agency's own broker."""
