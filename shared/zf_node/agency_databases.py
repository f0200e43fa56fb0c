"""Where the databases of the agencies are, for commands that look into all of them: of a local city, or of a given server."""

from collections.abc import Mapping, Sequence
from pathlib import Path


def agency_databases(
    agencies: Sequence[str] | None, *, admin_url: str | None, data: Path, prefix: str
) -> Mapping[str, str]:
    """Agency code → URL. Without a server: the embedded one of the city in `data`, which is started if it does not run."""
    from zf_platform.database import other_database
    from zf_platform.service import async_url

    if admin_url is None:
        from zf_node.embedded_postgres import start_embedded_postgres
        from zf_node.layout import CityFolder

        admin_url = start_embedded_postgres(CityFolder(data).database).admin_url
    base = async_url(admin_url)
    return {code: other_database(base, f"{prefix}{code}") for code in agencies or all_agencies()}


def all_agencies() -> list[str]:
    from zf_law.loader import load_law
    from zf_node.keys_setup import node_agencies

    return [agency.code for agency in node_agencies(load_law())]
