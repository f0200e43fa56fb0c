"""The `zf` command: one place where all command groups hang. Heavy imports stay inside the commands."""

import typer

from zf_node.law_commands import law_app

app = typer.Typer(name="zf", help="政法协同。", no_args_is_help=True, pretty_exceptions_enable=False)
app.add_typer(law_app)


@app.callback()
def _zf() -> None:
    """Keeps `zf` a group even while it has a single sub-command."""


def main() -> None:
    app()


if __name__ == "__main__":
    main()
