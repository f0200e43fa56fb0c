"""Case reports (受案登记): register, list, show, print the receipt, learn the case number."""
