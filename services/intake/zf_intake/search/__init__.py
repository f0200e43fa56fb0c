"""One box over the petitions and reports of this agency: number, person, words; and why each hit was found."""
