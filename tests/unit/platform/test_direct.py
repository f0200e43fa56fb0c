"""A direct statement: names become the driver's numbers, each once, and casts stay casts."""

from zf_platform.direct import Direct


def test_each_name_gets_one_number_however_often_it_stands() -> None:
    assert Direct("SELECT :one, :two, :one").text == "SELECT $1, $2, $1"


def test_a_cast_is_no_name() -> None:
    assert Direct("SELECT :ids ::text[], now()::date, '10:30'").text == "SELECT $1 ::text[], now()::date, '10:30'"
