"""One box over the cases of this agency: number, person, words; and why each case was found."""
