"""The two languages of the command line: Chinese, and English where ZF_LANG begins with `en`."""

import os
import re
from collections.abc import Sequence

_USAGE = (
    (r"Missing option '?([^'.]+)'?\.?.*", r"缺少选项 \1。"),
    (r"Missing argument '?([^'.]+)'?\.?.*", r"缺少参数 \1。"),
    (r"Missing command\.", "缺少命令。"),
    (r"No such command '(.+)'\. Did you mean '(.+)'\?", r"没有命令 \1；是否为 \2？"),
    (r"No such command '(.+)'\.", r"没有命令 \1。"),
    (r"No such option: (\S+) \(Possible options: (.+)\)", r"没有选项 \1；是否为 \2？"),
    (r"No such option: (\S+)", r"没有选项 \1。"),
    (r"Got unexpected extra argument(?:s|\(s\))? \((.+)\)", r"多出参数：\1。"),
    (r"Option '(.+)' requires .*", r"选项 \1 后面须写值。"),
    (r"Option '(.+)' does not take a value\.", r"选项 \1 不带值。"),
    (r"Invalid value for '([^']+)': .* should be greater than or equal to (\d+)", r"\1 的值不能小于 \2。"),
    (r"Invalid value for '([^']+)': .* unable to parse string as an integer", r"\1 的值应为整数。"),
    (r"Invalid value for '([^']+)': .*'(.+)' does not exist\.", r"\1：文件 \2 不存在。"),
    (r"Invalid value for '([^']+)': .*'(.+)' is a directory\.", r"\1：\2 是目录，应为文件。"),
    (r"Invalid value for '([^']+)': (.*)", r"\1 的值不对：\2"),
)


def in_english() -> bool:
    return os.environ.get("ZF_LANG", "").lower().startswith("en")


def say(zh: str, en: str) -> str:
    """The sentence in the reader's language, looked up when it is needed."""
    return en if in_english() else zh


def listed(names: Sequence[str]) -> str:
    return (", " if in_english() else "、").join(names)


def usage_words(sentence: str) -> str:
    """What the parser of the command line says about a wrong call; it speaks English only."""
    if in_english():
        return sentence
    for pattern, chinese in _USAGE:
        if re.fullmatch(pattern, sentence, re.DOTALL):
            return re.sub(pattern, chinese, sentence, flags=re.DOTALL)
    return sentence


def translate_headings() -> None:
    """The headings of help screens. Loads the library that draws them, so call it for help only."""
    from typer import rich_utils

    rich_utils.ARGUMENTS_PANEL_TITLE = say("参数", "Arguments")
    rich_utils.OPTIONS_PANEL_TITLE = say("选项", "Options")
    rich_utils.COMMANDS_PANEL_TITLE = say("命令", "Commands")
    rich_utils.REQUIRED_LONG_STRING = say("[必填]", "[required]")
    rich_utils.DEFAULT_STRING = say("[默认：{}]", "[default: {}]")
    rich_utils.ENVVAR_STRING = say("[环境变量：{}]", "[env var: {}]")
