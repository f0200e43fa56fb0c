"""Every environment variable of a service, in one place. `settings_table()` writes docs/settings.md from it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from pydantic import Field, SecretStr
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, SettingsConfigDict

from zf_platform.proxies import LOOPBACK

PREFIX = "ZF_"
BusKind = Literal["embedded", "rabbitmq"]
TraceSink = Literal["pg", "otlp", "both", "none"]


class ServiceSettings(BaseSettings):
    """Settings of one service. Times are seconds. A value that cannot be right stops the start with its name."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="ignore", frozen=True)

    agency: str = Field(pattern=r"^[a-z][a-z0-9_]{1,31}$", description="Code of the agency this node belongs to.")
    service: str = Field(pattern=r"^[a-z]+$", description="Which service runs: intake, casemgmt, oversight or liaison.")
    database_url: SecretStr = Field(description="PostgreSQL of the agency, with the service's own role: postgresql://…")
    telemetry_url: SecretStr | None = Field(
        default=None, description="Where spans are stored when they are not stored in database_url."
    )
    bus: BusKind = Field(default="embedded", description="embedded (all in one process) or rabbitmq.")
    amqp_url: SecretStr | None = Field(default=None, description="Broker, vhost of the agency (internal messages).")
    amqp_interagency_url: SecretStr | None = Field(
        default=None, description="Broker, vhost of the exchange between agencies; liaison only."
    )
    directory_file: Path | None = Field(default=None, description="The signed directory of agencies and their keys.")
    directory_operator_key_file: Path | None = Field(
        default=None, description="Public key of the directory's operator, against which the directory is checked."
    )
    key_file: Path | None = Field(default=None, description="Private keys of this agency; readable by the owner alone.")
    personal_key: SecretStr | None = Field(
        default=None, description="Key for identity numbers at rest: base64 of 32 bytes, one per agency."
    )
    match_key: SecretStr | None = Field(
        default=None,
        description="Key by which agencies compare persons and texts without telling them: base64 of 32 bytes, one for all.",
    )
    hall_key: SecretStr | None = Field(
        default=None,
        min_length=32,
        description="Shared with the front end: opens the routes petitioners use themselves, nothing else.",
    )
    blob_dir: Path = Field(default=Path(".run/blobs"), description="Directory of files, named by content.")
    font_dir: Path | None = Field(
        default=None, description="Folder of further fonts for printed documents: official typefaces, rare characters."
    )
    hall_url: str = Field(
        default="http://127.0.0.1:8000",
        description="Address of the public pages; printed documents name it, as text and as QR code.",
    )
    host: str = Field(default="127.0.0.1", description="Address the service listens on.")
    port: int = Field(default=8000, ge=0, le=65535, description="Port the service listens on.")
    public_url: str = Field(
        default="http://127.0.0.1:8000", description="Address under which others reach the service."
    )
    node_urls: dict[str, str] = Field(
        default_factory=dict, description="Addresses of the other services of this agency, as JSON: service → URL."
    )
    trace_sink: TraceSink = Field(
        default="pg", description="Where traces go: pg (own database), otlp (collector), both, none."
    )
    trace_ratio: float = Field(
        default=1.0, gt=0, le=1, description="Share of ordinary spans kept; errors, messages and slow ones always stay."
    )
    trace_keep_days: int = Field(default=14, ge=1, description="Days that ordinary traces are kept.")
    trace_keep_error_days: int = Field(default=180, ge=1, description="Days that traces with an error are kept.")
    wake: Literal["local", "notify"] = Field(
        default="local", description="How waiting loops are woken: local (one process) or notify (PostgreSQL)."
    )
    poll_seconds: float = Field(default=2.0, gt=0, description="Longest sleep of a loop that was not woken.")
    lease_seconds: float = Field(default=15.0, gt=0, description="How long a claimed row belongs to one worker.")
    publish_timeout: float = Field(default=5.0, gt=0, description="Longest wait for the broker's confirm.")
    resend_seconds: float = Field(default=60.0, gt=0, description="First resend of a message without receipt.")
    resend_max: float = Field(default=3600.0, gt=0, description="Longest pause between two resends.")
    batch: int = Field(default=50, ge=1, le=500, description="Rows per claim and messages per transaction.")
    workers: int = Field(default=1, ge=0, le=16, description="Inbox workers of the service.")
    pool_size: int = Field(
        default=4, ge=1, description="Database connections kept for the next use; one that rests a minute is closed."
    )
    pool_overflow: int = Field(default=1, ge=0, description="Further database connections, closed after each use.")
    pool_timeout: float = Field(default=10.0, gt=0, description="Longest wait for a free database connection.")
    turn_timeout: float = Field(
        default=30.0, gt=0, description="Longest wait of a request for its turn; then it is told to come again (503)."
    )
    body_timeout: float = Field(default=30.0, gt=0, description="Longest time a request body may take to arrive.")
    drain_seconds: float = Field(default=20.0, gt=0, description="Time running work gets to finish at a stop.")
    trusted_proxies: str = Field(
        default=LOOPBACK,
        description="Addresses and networks whose X-Forwarded-For is believed, with commas: the front end, a reverse proxy.",
    )
    secure_cookies: bool = Field(default=True, description="Cookies only over HTTPS. Off for local trials only.")
    debug: bool = Field(default=False, description="Must be off; a service with debug on refuses to start.")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(default="INFO", description="Lowest level logged.")


def settings_table(model: type[BaseSettings] = ServiceSettings) -> str:
    """The documentation page, in Markdown."""
    head = [
        "# Settings of a service",
        "",
        "Written by `python -m zf_platform.settings > docs/settings.md`; a test compares.",
        "",
        "| variable | type | default | meaning |",
        "|---|---|---|---|",
    ]
    return "\n".join([*head, *_rows(model)]) + "\n"


def _rows(model: type[BaseSettings]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        yield f"| `{PREFIX}{name.upper()}` | {_kind(field)} | {_default(field)} | {field.description or ''} |"


def _kind(field: FieldInfo) -> str:
    text = str(field.annotation) if not isinstance(field.annotation, type) else field.annotation.__name__
    for noise in ("typing.", "pydantic.types.", "pathlib._local.", "pathlib."):
        text = text.replace(noise, "")
    text = text.replace("SecretStr", "secret").replace(" | None", "")
    if text.startswith("Literal["):
        return text.removeprefix("Literal[").removesuffix("]").replace("'", "").replace(", ", " / ")
    return text.replace("dict[str, str]", "JSON object").lower() if "[" not in text else "JSON object"


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "**required**"
    value = field.get_default(call_default_factory=True, validated_data={})
    return "–" if value is None or value == {} else f"`{value}`"


if __name__ == "__main__":
    print(settings_table(), end="")  # noqa: T201
