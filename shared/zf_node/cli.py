"""The `zf` command: one place where all command groups hang. Heavy imports stay inside the commands."""

import sys

import typer
from typer._click.exceptions import ClickException, NoArgsIsHelpError, UsageError

from zf_node.accounts_commands import accounts_app
from zf_node.audit_commands import audit_app
from zf_node.broker_commands import broker_app
from zf_node.calendar_commands import CALENDAR_HELP, calendar_command
from zf_node.demo_commands import demo_app
from zf_node.import_commands import import_app
from zf_node.language import say, translate_headings, usage_words
from zf_node.law_commands import law_app
from zf_node.measure_commands import measure_app
from zf_node.messages_commands import messages_app
from zf_node.node_commands import (
    db_app,
    directory_app,
    doctor_command,
    hall_command,
    keys_app,
    service_command,
    up_command,
)
from zf_node.schemas_commands import schemas_app
from zf_node.upkeep_commands import upkeep_app

_BARE = 2  # `zf` and `zf law` alone show their help.

app = typer.Typer(name="zf", help="政法协同。", no_args_is_help=True, pretty_exceptions_enable=False)
app.add_typer(law_app)
app.add_typer(accounts_app, name="accounts")
app.add_typer(audit_app, name="audit")
app.add_typer(broker_app, name="broker")
app.add_typer(demo_app, name="demo")
app.add_typer(import_app, name="import")
app.add_typer(db_app, name="db")
app.add_typer(directory_app, name="directory")
app.add_typer(keys_app, name="keys")
app.add_typer(messages_app, name="messages")
app.add_typer(measure_app, name="measure")
app.add_typer(schemas_app, name="schemas")
app.add_typer(upkeep_app, name="upkeep")
demo_app.command("calendar", help=CALENDAR_HELP)(calendar_command)
app.command("up")(up_command)
app.command("service")(service_command)
app.command("hall")(hall_command)
app.command("doctor")(doctor_command)


def main() -> None:
    """A wrong call is answered with one plain sentence in the reader's language and exit code 2."""
    if "--help" in sys.argv or len(sys.argv) <= _BARE:
        translate_headings()
    try:
        sys.exit(app(standalone_mode=False))
    except ClickException as wrong:
        _explain(wrong)
        sys.exit(wrong.exit_code)
    except typer.Abort:
        sys.exit(1)


def _explain(wrong: ClickException) -> None:
    if isinstance(wrong, NoArgsIsHelpError):
        return  # The help is on the screen already.
    typer.echo(usage_words(wrong.format_message()), err=True)
    command = wrong.ctx.command_path if isinstance(wrong, UsageError) and wrong.ctx is not None else "zf"
    typer.echo(say(f"用法见 {command} --help", f"See {command} --help"), err=True)


if __name__ == "__main__":
    main()
