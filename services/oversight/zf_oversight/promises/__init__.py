"""服务承诺未做到: breaches of public promises by unit and period, with cause and accountable person (S-028)."""
