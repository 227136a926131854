"""Whatever a questionnaire asks and whatever is sent to it: it is looked at, grown, shrunk and checked without a fault of ours."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from random_questionnaires import questionnaires

from survey import flow
from survey.kinds import kind_of
from survey.model import Questionnaire

WORDS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["", "1", "2", "-1", "٣", "yes", "other", "none", "2026-06-15", "10:30", "9" * 300, "\x00", "\ud800", "=SUM(A1)"]),
)  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(questionnaires(), st.data())
def test_any_sequence_of_forms_is_taken_or_refused_but_never_breaks(asked: Questionnaire, data: st.DataObject) -> None:
    form: dict[str, list[str]] = flow.begin(asked)
    for _ in range(4):
        names = sorted({item.name for question in asked.each_time() for item in kind_of(question).items(question)})
        for name in data.draw(st.lists(st.sampled_from([*names[:60], "unknown", "a.1.b"]), max_size=6)):
            form[name] = data.draw(st.lists(WORDS, max_size=3))
        view = flow.look(asked, form)
        assert all(view.problems(at) is not None for at in range(len(view.sections)))
        checked = flow.check(asked, form)
        assert checked.values.keys() - {flow.SEED} <= set(names)
        repeats = [one.name for one in asked.questions() if one.kind == "repeat"]
        for repeat in repeats[:2]:
            form = flow.less(asked, flow.more(asked, form, repeat), f"{repeat}.1")
