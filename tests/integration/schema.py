"""Do the migrations of a service make exactly the tables its code declares?"""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, MetaData, Table
from sqlalchemy.ext.asyncio import create_async_engine


async def schema_differences(url: str, *, schema: str, metadata: MetaData) -> list[object]:
    """What autogenerate would still change."""

    def compare(connection: Connection) -> list[object]:
        def ours(found: object, name: str | None, kind: str, _reflected: bool, _other: object) -> bool:
            del found
            return kind != "table" or name in metadata.tables

        options = {"compare_type": True, "compare_server_default": True, "include_object": ours}
        return list(compare_metadata(MigrationContext.configure(connection, opts=options), metadata))

    engine = create_async_engine(url, connect_args={"server_settings": {"search_path": schema}})
    try:
        async with engine.connect() as connection:
            return await connection.run_sync(compare)
    finally:
        await engine.dispose()


def table_names(metadata: MetaData) -> list[str]:
    tables: list[Table] = metadata.sorted_tables
    return [table.name for table in tables]
