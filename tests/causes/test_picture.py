"""What is drawn of a case."""

from nattoku.cases.words import Kind
from nattoku.causes import facts
from nattoku.causes.drill import drill_of
from nattoku.causes.picture import picture_of
from nattoku.causes.words import Known, Process
from tests.causes.histories import history, order, t


def test_what_was_written_down_before_another_template_was_chosen_is_still_drawn() -> None:
    found = drill_of(
        history(
            *order(),
            facts.KnowledgeRecorded(process=Process.SHIPPING, knew=Known.YES, known_at=t("10-06 09:00")),
            facts.HandoverRecorded(
                handover=1,
                process=Process.ORDER,
                to=Process.SHIPPING,
                medium="FAX",
                content="出荷指示",
                sent_at=t("10-01 12:00"),
            ),
            facts.TemplateChosen(kind_of=Kind.CONDUCT),
        )
    )
    assert Process.SHIPPING not in found.template.lanes
    picture = picture_of(found)
    assert picture is not None
    assert {Process.ORDER, Process.SHIPPING} <= {lane.process for lane in picture.lanes}
    assert len(picture.arrows) == 1
    assert len({lane.y for lane in picture.lanes}) == len(picture.lanes)
