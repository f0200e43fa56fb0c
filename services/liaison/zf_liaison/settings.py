"""Environment variables of liaison beyond those of every service."""

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class LiaisonSettings(BaseSettings):
    """Times are seconds, sizes bytes."""

    model_config = SettingsConfigDict(env_prefix="ZF_", extra="ignore", frozen=True)

    token_seconds: int = Field(
        default=50,
        ge=15,
        le=50,
        description="How long an access token of a person lives: disabled means out in a minute.",
    )
    max_file_bytes: int = Field(
        default=1 << 30, ge=1, description="Largest file that is pulled from another agency; larger ones are refused."
    )
