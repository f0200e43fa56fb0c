"""公开听证: application, panel, notice, record, opinion, publication; its days do not count in the final review (S-025)."""
