"""Legal clocks of the agency: mirrored from the cases, watched, and told about when they run short or out."""
