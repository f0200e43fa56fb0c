"""intake: public hearings (公开听证) of a petition."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from zf_contracts.http.base import Command, Line, Reason, Text, Versioned, View

AppliedBy = Literal["petitioner", "agency"]


class PanelMember(Command):
    """The first of the panel chairs."""

    name: Line = Field(min_length=1, max_length=50)
    post: Line = Field(default="", max_length=50)


class CallHearing(Versioned):
    """POST /petitions/{id}/hearings; `version` is the petition's. `application`: who asked for it and why.

    The panel is odd and without anybody who handled the matter. `invited` agencies are told time, place and subject.
    """

    applied_by: AppliedBy
    application: Text = Field(min_length=2, max_length=2000)
    subject: Line = Field(min_length=2, max_length=300)
    hearing_at: AwareDatetime
    place: Line = Field(min_length=1, max_length=300)
    public: bool
    panel: tuple[PanelMember, ...] = Field(min_length=1, max_length=20)
    invited: tuple[Annotated[Line, Field(max_length=32)], ...] = Field(default=(), max_length=20)


class ConcludeHearing(Versioned):
    """POST /hearings/{id}/conclusion: when it was, who was there, the record, and the opinion of the panel."""

    held_at: AwareDatetime
    present: tuple[Annotated[Line, Field(max_length=100)], ...] = Field(min_length=1, max_length=100)
    record: Text = Field(min_length=2, max_length=20_000)
    opinion: Text = Field(min_length=2, max_length=5000)


class CancelHearing(Versioned):
    """POST /hearings/{id}/cancellation. Whoever was invited is told."""

    reason: Text = Field(min_length=2, max_length=2000)


class PublishHearing(Versioned):
    """POST /hearings/{id}/publication: where the result was made public, and in which words."""

    published_where: Line = Field(min_length=2, max_length=200)
    announcement: Text = Field(min_length=2, max_length=5000)


class PanelView(View):
    name: str
    post: str


class HearingView(View):
    """state: scheduled | concluded | published | cancelled."""

    id: str
    petition_id: str
    no: int
    state: str
    applied_by: str
    application: str
    subject: str
    hearing_at: AwareDatetime
    place: str
    public: bool
    panel: tuple[PanelView, ...]
    invited: tuple[str, ...]
    notice_no: str
    called_at: AwareDatetime
    called_by_name: str
    held_at: AwareDatetime | None
    present: tuple[str, ...]
    record: str
    opinion: str
    concluded_by_name: str
    announcement: str
    published_where: str
    published_at: AwareDatetime | None
    cancelled_at: AwareDatetime | None
    cancel_reason: str
    version: int


class PublishedHearing(View):
    """GET /published-hearings: for everybody. Names and numbers of people are masked; of the panel only their posts."""

    subject: str
    held_on: date | None
    place: str
    panel_size: int
    panel_posts: tuple[str, ...]
    announcement: str
    published_on: date | None


class HearingsView(View):
    """GET /petitions/{id}/hearings: the newest first, and why a further one cannot be called now."""

    petition_id: str
    petition_no: str
    title: str
    petition_version: int
    secret: bool
    notice_days: int
    panel_least: int
    hearings: tuple[HearingView, ...]
    hindrances: tuple[Reason, ...]
