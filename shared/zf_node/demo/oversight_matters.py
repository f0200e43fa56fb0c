"""线索通报 as a story and as samples of the city: told between departments, inquired into, sent back once, closed."""

from zf_node.demo.cooperation_steps import Stated, act, alike, day, offered, opened, refused
from zf_node.demo.desk import Town
from zf_node.demo.matter import Matter

TELLS, INQUIRES, LOOKS = "procuratorate.petition", "police.inspector", "police.leader"
INQUIRERS: Stated = {"inquirers": "督察支队卫思齐、吕安宁"}
FOUND: Stated = {
    "result": "partly",
    "grounds": "受案登记迟延属实；未发现应当立案而不立案。",
    "measures": "补录受案登记，所内通报，调整值班交接。",
    "handled": [["丁某", "talk"]],
}


def clue(matter: Matter) -> Stated:
    return {
        "from_department": "petition",
        "to_department": "supervision",
        "behaviour": "slow",
        "clause": "B",
        "source": "petition",
        "subject_unit": "临河派出所",
        "happened_on": day(matter, -21),
        "officers": [["丁某", "", "临河派出所民警"]],
        "account": "群众来信反映，报警后二十日未收到受案回执。",
    }


async def fault_clue(matter: Matter) -> None:
    """The leader of the agency sees that there is a clue, and not whom it concerns."""
    told = await opened(matter, TELLS, "fault_clue", ["police"], "临河派出所受案登记迟延", clue(matter))
    await alike(matter, (TELLS, INQUIRES), told, state="reported", rule="L61")
    veiled = await matter.town.desk(LOOKS).get("liaison", f"/cooperation/{told}")
    matter.expect(veiled["veiled"] is True and "丁某" not in str(veiled), "局领导看不到被反映人员")
    await refused(matter, LOOKS, told, "progress", "cooperation.known_to_departments", text="查看")
    await act(matter, INQUIRES, told, "sign_for", INQUIRERS)
    await alike(matter, (TELLS, INQUIRES), told, state="inquiring", rule="L62")
    await act(matter, INQUIRES, told, "conclude", FOUND)
    await act(matter, TELLS, told, "send_back", text="请核查登记迟延的原因")
    await alike(matter, (TELLS, INQUIRES), told, state="inquiring", rule="L64")
    await act(matter, INQUIRES, told, "conclude", {**FOUND, "grounds": "值班交接不清，登记迟延属实。"})
    await act(matter, TELLS, told, "close")
    await alike(matter, (TELLS, INQUIRES), told, state="concluded", rule="L64")


async def furnish_oversight(town: Town) -> int:
    """A clue between agencies under inquiry, and one inside the police that waits; returns how many matters there are."""
    matter = Matter(town)
    told = await opened(matter, TELLS, "fault_clue", ["police"], "云岭派出所接警后未出警", clue(matter))
    await act(matter, INQUIRES, told, "sign_for", INQUIRERS)
    inside = {**clue(matter), "from_department": "legal", "to_department": "petition", "behaviour": "inaction"}
    waits = await opened(matter, "police.legal", "fault_clue", ["police"], "信访件超期未答复", inside)
    await offered(town.desk("police.petition"), f"/cooperation/{waits}", "sign_for")
    return 2
