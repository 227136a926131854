"""The form at a desk: which one stands there, where the person belongs, what was wrong with it. It lives in this window until it is stored."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from common import ids
from i18n.catalogue import words
from services import answering, images, places, surveys
from services.may import Actor, Role
from services.readiness import Unavailable
from services.surveys import Survey, Version
from survey import flow
from survey.errors import Code, Problem
from ui import state
from ui.questions import Asking, Sent, ask
from ui.words import _

FORM, INSTANCE, VERSION, PROBLEMS, THANKS, TROUBLE, ASIDE, SENT = (
    f"desk.{name}" for name in ("form", "instance", "version", "problems", "thanks", "trouble", "aside", "sent")
)
NOWHERE = "none"
CONFLICT, CLOSED, UNAVAILABLE, NO_PLACE, EMPTY, CHANGED = (
    "conflict",
    "closed",
    "unavailable",
    "no_place",
    "empty",
    "changed",
)


def begin(survey: Survey) -> None:
    """A form of its own for each survey; another survey is another form."""
    found = st.session_state.get(FORM, "")
    if not found.startswith(f"{survey.slug}/"):
        fresh(survey)


def fresh(survey: Survey) -> None:
    """The next person's: nothing of the last one is left in it."""
    for name in [key for key in st.session_state if str(key).startswith(f"{st.session_state.get(FORM, '')}.")]:
        del st.session_state[name]
    st.session_state[FORM] = f"{survey.slug}/{ids.new_id()}"
    st.session_state[VERSION] = survey.version_number
    st.session_state[PROBLEMS] = {}
    st.session_state.pop(SENT, None)
    as_new()


def as_new() -> None:
    """The same words as an answer of their own."""
    st.session_state[INSTANCE] = str(ids.new_id())
    for name in (THANKS, TROUBLE):
        st.session_state.pop(name, None)


def key(name: str) -> str:
    return f"{st.session_state[FORM]}.{name}"


def version(survey: Survey) -> Version:
    """The questionnaire with which this form began, whatever was published meanwhile."""
    return answering.version_of(survey, st.session_state[VERSION])


def thanks() -> answering.Thanks | None:
    return st.session_state.get(THANKS)


def questions(survey: Survey, language: str) -> Sent:
    """All sections, with what was wrong beside its question."""
    questionnaire = version(survey).questionnaire
    asking = Asking(words(language), st.session_state[FORM], st.session_state[PROBLEMS], partial(_take_image, survey))
    moment = flow.Moment(language, answering.seed_of(st.session_state[INSTANCE]))
    before: Sent = st.session_state.get(SENT) or flow.begin(questionnaire, moment)
    view = flow.look(questionnaire, before, moment)
    sent: Sent = {}
    rtl = words(language).direction == "rtl"
    if rtl:
        st.html("<style>.st-key-right-to-left, .st-key-right-to-left * {direction: rtl; text-align: right}</style>")
    with st.container(key="right-to-left" if rtl else None):
        if questionnaire.lead:
            st.markdown(asking.say(questionnaire.lead))
        for section in view.sections:
            st.subheader(asking.say(section.title), anchor=False)
            if section.lead:
                st.caption(asking.say(section.lead))
            sent |= ask(section, asking)
    if not view.is_fixed and sent != before:
        st.session_state[SENT] = sent
        if flow.look(questionnaire, sent, moment).sections != view.sections:
            st.rerun()  # what was just answered opens, hides or rewords something
    return sent


def _take_image(survey: Survey, control: str, content: bytes) -> str | Problem:
    """Drawn again, the form asks again for the same picture, which is there already."""
    try:
        return images.take(survey, st.session_state[INSTANCE], control, content)
    except images.Refused as refused:
        return Problem(refused.code, control)
    except Unavailable:
        return Problem(Code.IMAGE_LATER, control)


def asks_for(survey: Survey) -> str:
    """`network` or `district`, where the totals are cut along it and nothing else tells it."""
    if survey.partition == "network":
        return "" if survey.network_id else "network"
    asked = any(question.kind == "district" for question in version(survey).questionnaire.questions())
    return "" if asked or survey.district_id or survey.network_id else "district"


def place(actor: Actor, survey: Survey) -> str:
    """Where the person belongs, as a slug. Kept for the next answer: at a desk it is mostly the same."""
    kind = asks_for(survey)
    if not kind:
        return ""
    mine = actor.networks(Role.NETWORK_LEAD, Role.FACILITATOR)
    options: Sequence[places.Network | places.District] = (
        places.networks() if kind == "network" else sorted(places.districts(), key=lambda one: one.name)
    )
    names = {one.slug: one.name for one in options} | {NOWHERE: _("keins davon, oder nicht bekannt")}
    own = [one.slug for one in places.networks() if mine is not None and one.id in mine] if kind == "network" else []
    label = _("Netzwerk der Person") if kind == "network" else _("Stadtbezirk der Person")
    index = list(names).index(own[0]) if len(own) == 1 else None
    return (
        st.selectbox(
            label,
            list(names),
            index=index,
            format_func=names.__getitem__,
            placeholder=_("Bitte wählen"),
            key=f"{ASIDE}.{survey.slug}.place.{state.language()}",
        )
        or ""
    )


def send(
    actor: Actor, survey: Survey, sent: Sent, language: str, place: str, channel: str, wants_receipt: bool
) -> None:
    """Stores the answer, or remembers what is wrong with it; the next drawing shows which."""
    st.session_state[PROBLEMS], st.session_state[TROUBLE] = {}, ""
    kind = asks_for(survey)
    if not sent:
        st.session_state[TROUBLE] = EMPTY
        return
    if kind and not place:
        st.session_state[TROUBLE] = NO_PLACE
        return
    said = "" if place == NOWHERE else place
    submission = answering.Submission(
        slug=survey.slug,
        version=st.session_state[VERSION],
        instance=st.session_state[INSTANCE],
        language=language,
        form=sent,
        network=said if kind == "network" else "",
        district=said if kind == "district" else "",
        wants_receipt=wants_receipt,
        channel=channel,
    )
    try:
        st.session_state[THANKS] = answering.submit(submission, actor)
    except answering.Invalid as invalid:
        st.session_state[PROBLEMS] = {problem.item: problem for problem in reversed(invalid.problems)}
    except (answering.Conflict, answering.Closed, Unavailable, answering.Unreadable, surveys.UnknownSurvey) as trouble:
        st.session_state[TROUBLE] = _TROUBLES.get(type(trouble), CHANGED)


_TROUBLES = {answering.Conflict: CONFLICT, answering.Closed: CLOSED, Unavailable: UNAVAILABLE}


def problems() -> dict[str, Problem]:
    return st.session_state[PROBLEMS]


def trouble() -> str:
    """Why the answer was not stored, where it is not the person's words; and what to do."""
    sentences = {
        CONFLICT: _(
            "Dieses Formular wurde schon einmal mit anderem Inhalt gesendet. Daran wurde nichts geändert. Wenn das hier eine weitere Antwort ist, senden Sie sie als neue Antwort."
        ),
        CLOSED: _(
            "Die Umfrage ist inzwischen geschlossen. Diese Antwort ist nicht gespeichert, sie steht aber noch hier. "
            "Bitte fragen Sie die Koordination, ob die Umfrage noch einmal geöffnet wird."
        ),
        UNAVAILABLE: _(
            "Wir können gerade nicht speichern. Die Antwort steht noch hier. Bitte senden Sie in einer Minute noch einmal ab."
        ),
        NO_PLACE: _("Bitte wählen Sie oben, wohin die Person gehört. Auch „keins davon“ ist eine Antwort."),
        EMPTY: _("Es ist noch nichts ausgefüllt. Darum haben wir nichts gespeichert."),
        CHANGED: _(
            "Die Umfrage passt nicht mehr zu diesem Formular. Es ist nichts gespeichert. Bitte beginnen Sie ein neues Formular."
        ),
    }
    return sentences.get(st.session_state.get(TROUBLE, ""), "")


def is_conflict() -> bool:
    return st.session_state.get(TROUBLE) == CONFLICT
