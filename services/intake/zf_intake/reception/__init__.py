"""The reception of visitors: windows and numbers, leader receptions, appointments, published promises."""
