"""Environment variables of liaison beyond those of every service."""

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class LiaisonSettings(BaseSettings):
    """Times are seconds, sizes bytes."""

    model_config = SettingsConfigDict(env_prefix="ZF_", extra="ignore", frozen=True)

    token_seconds: int = Field(default=300, ge=30, le=300, description="How long an access token of a person lives.")
    trusted_proxies: tuple[str, ...] = Field(
        default=("127.0.0.1", "::1"),
        description="Addresses whose X-Forwarded-For is believed: the front end and the reverse proxy. JSON list.",
    )
    max_file_bytes: int = Field(
        default=1 << 30, ge=1, description="Largest file that is pulled from another agency; larger ones are refused."
    )
