"""`zf schemas write|check`: the published contracts, made from the code."""

from pathlib import Path
from typing import Annotated

import typer

schemas_app = typer.Typer(help="契约：由代码生成的消息模式、AsyncAPI、OpenAPI 与设置表。", no_args_is_help=True)

Root = Annotated[Path, typer.Option(help="项目根目录。")]


@schemas_app.command("write")
def write(root: Root = Path()) -> None:
    """写出全部契约文件；已存在的消息样例不改写。"""
    from zf_node.published import examples, published

    for path, text in published().items():
        _write(root / path, text)
    for path, text in examples().items():
        if not (root / path).exists():
            _write(root / path, text)


@schemas_app.command("check")
def check(root: Root = Path()) -> None:
    """比较契约文件与代码；不一致时列出并以 5 退出。"""
    from zf_node.published import published

    stale = [path for path, text in published().items() if _read(root / path) != text]
    for path in stale:
        typer.echo(f"{path}: 与代码不一致，请运行 make schemas", err=True)
    if stale:
        raise typer.Exit(5)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""
