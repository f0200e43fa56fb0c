"""placeholder"""


def main() -> None:
    return
