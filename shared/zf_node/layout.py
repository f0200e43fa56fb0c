"""Where the files of an embedded city lie: one folder that holds everything, so that deleting it forgets the city."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class CityFolder:
    root: Path

    @property
    def database(self) -> Path:
        return self.root / "postgres"

    @property
    def directory_file(self) -> Path:
        return self.root / "directory" / "directory.jws"

    @property
    def operator_public_key(self) -> Path:
        return self.root / "directory" / "operator.pub"

    @property
    def operator_key(self) -> Path:
        return self.root / "keys" / "operator.json"

    def key_file(self, agency: str) -> Path:
        return self.root / "keys" / f"{agency}.json"

    def personal_key(self, agency: str) -> Path:
        return self.root / "keys" / f"{agency}.personal"

    @property
    def match_key(self) -> Path:
        return self.root / "keys" / "match.key"

    @property
    def hall_key(self) -> Path:
        return self.root / "keys" / "hall.key"

    def blobs(self, agency: str) -> Path:
        return self.root / "blobs" / agency

    @property
    def stamp(self) -> Path:
        """Written when the sample is loaded; holds the profile."""
        return self.root / "sample.json"
