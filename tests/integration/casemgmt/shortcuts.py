"""Ways to a stage that several tests begin from. Every step is a real act."""

from tests.integration.casemgmt.city import City


async def filed(city: City, *names: str, title: str = "诈骗案") -> str:
    """A filed case with its handler."""
    collab = await city.report(*(names or ("丙某",)), title=title)
    await city.assign("police", "head", collab, "handler")
    await city.doc("police", "handler", collab, "filing_decision")
    await city.act("police", "leader", collab, "file_case")
    return collab


async def detained(city: City, *names: str) -> tuple[str, str]:
    """A filed case whose first suspect is detained; returns the matter and that suspect."""
    chosen = names or ("丙某",)
    collab = await filed(city, *chosen)
    suspect = (await city.suspects("police", collab))[chosen[0]]
    await city.doc("police", "handler", collab, "detention_report", "detention_warrant", suspect=suspect)
    await city.act("police", "leader", collab, "detain_suspect", suspect=suspect)
    return collab, suspect


async def in_exit_review(city: City, *names: str) -> str:
    collab = await filed(city, *names)
    await city.doc("police", "handler", collab, "closing_report", "prosecution_opinion", "transfer_manifest")
    await city.doc("police", "handler", collab, "litigation_volume")
    await city.act("police", "handler", collab, "submit_for_exit_review")
    return collab


async def sent_for_prosecution(city: City, *names: str) -> str:
    collab = await in_exit_review(city, *names)
    await city.gated(collab, "prosecution")
    return collab


async def under_prosecution_review(city: City, *names: str) -> str:
    collab = await sent_for_prosecution(city, *names)
    await city.accept("procuratorate", "office", collab)
    await city.assign("procuratorate", "office", collab, "prosecutor")
    return collab


async def indicted(city: City, *names: str) -> str:
    """Sent to the court and waiting at its counter."""
    collab = await under_prosecution_review(city, *names)
    await city.doc("procuratorate", "prosecutor", collab, "indictment", "transfer_manifest")
    draft = await city.prepare("procuratorate", "prosecutor", collab, "indictment", "court")
    await city.submit("procuratorate", "prosecutor", draft)
    return collab


async def on_trial(city: City, *names: str) -> str:
    collab = await indicted(city, *names)
    await city.accept("court", "filing", collab)
    await city.doc("court", "filing", collab, "court_acceptance_notice")
    await city.act("court", "filing", collab, "accept_for_trial")
    await city.assign("court", "filing", collab, "judge")
    return collab
