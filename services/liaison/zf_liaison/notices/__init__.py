"""Supervision notices (法律监督文书): drafted by one person, approved by another, served, answered, urged, escalated."""
