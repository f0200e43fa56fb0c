"""Small templates of the tests' own: one that shows, and those that misbehave."""

from pathlib import Path

SHOWS = """
#let data = json(bytes(sys.inputs.data))
#set document(title: "试", date: datetime(year: 2026, month: 11, day: 23))
#set text(lang: "zh", font: ("Noto Serif SC",))
#data.text
"""
ENDLESS = """
#set document(title: "试")
#let turns = range(5000)
#for a in turns { for b in turns { for c in turns { let d = calc.sqrt(c) } } }
"""
GREEDY = """
#set document(title: "试")
#let all = "汉" * 2000
#for n in range(40) { all = all + all }
#all
"""
FAULTY = "#set document(title: [试])\n#nothing_of_this_name"


def write_templates(folder: Path) -> Path:
    for name, text in {"shows": SHOWS, "endless": ENDLESS, "greedy": GREEDY, "faulty": FAULTY}.items():
        (folder / f"{name}.typ").write_text(text, encoding="utf-8")
    return folder
