"""A family that is being signed up at a desk: its form, what came of it, and what to do when it does not fit. It lives in this window until it is stored."""

import streamlit as st

from booking.model import Ask, Rule, State, Workshop
from common import ids
from i18n.catalogue import LANGUAGES, words
from services import attendance, signing_up, workshops
from services.readiness import Unavailable
from services.signing_up import DoesNotFit, Order, SignedUp
from survey import flow
from ui import party, refusals, state
from ui.drafts import Draft, keep
from ui.plain import plain
from ui.questions import Asking, Sent, ask
from ui.words import _, number

BEEN = {"": None, "yes": True, "no": False}


def begin() -> Draft:
    """The form of this window; the same one for another workshop, since the family stays the same."""
    found: Draft | None = st.session_state.get(state.SIGNING)
    return found if found is not None else fresh()


def fresh() -> Draft:
    """The next family's: nothing of the last one is left in it."""
    made = party.blank(
        language="de", been="", instance=str(ids.new_id()), wrong="", answers={}, problems={}, full=None, done=None
    )
    st.session_state[state.SIGNING] = made
    return made


def draw(workshop: Workshop, draft: Draft) -> None:
    """Everything the workshop asks. Whatever is changed makes the question about the waiting list a new one."""
    names = {one.tag: one.name for one in LANGUAGES}
    st.subheader(_("Wer"), anchor=False)
    keep(
        draft,
        "language",
        st.selectbox,
        _("Sprache der Familie"),
        names,
        help=_("In dieser Sprache sind Nachrichten und der Zettel mit dem Code."),
    )
    party.draw_contact(workshop, draft)
    st.caption(_("Ohne E-Mail und Telefon geht es auch: Dann gelten Code und PIN auf dem Zettel."))
    st.subheader(_("Wie viele, und was sie brauchen"), anchor=False)
    party.draw(workshop, draft)
    if Ask.BEEN_BEFORE in workshop.plan.asks:
        labels = {"": _("möchte ich nicht sagen"), "yes": _("ja"), "no": _("nein")}
        keep(
            draft,
            "been",
            st.radio,
            _("Waren Sie schon einmal dabei? (freiwillig)"),
            labels,
            horizontal=True,
        )
    draft["answers"] = _own_questions(workshop, draft)
    keep(draft, "of_age", st.checkbox, _("Wer hier anmeldet, ist 16 Jahre oder älter."))


def _own_questions(workshop: Workshop, draft: Draft) -> Sent:
    """In the family's language, as it would read them itself."""
    sent: Sent = {}
    asking = Asking(
        words(draft["language"]), f"{draft['instance']}.{workshop.slug}.{draft['language']}", draft["problems"]
    )
    for section in flow.look(workshops.questions(workshop), {}).sections:
        if section.title:
            st.subheader(asking.say(section.title), anchor=False)
        sent |= ask(section, asking)
    return sent


def send(workshop: Workshop, draft: Draft, *, or_wait: bool = False) -> None:
    """Stores the sign-up, or remembers why not; nothing that was typed is lost."""
    draft |= {"wrong": "", "full": None, "problems": {}}
    if party.ages_missing(draft):
        draft["wrong"] = _("Bitte tragen Sie das Alter jedes Kindes ein.")
        return
    order = Order(
        slug=workshop.slug,
        instance=draft["instance"],
        language=draft["language"],
        party=party.party(workshop, draft),
        contact=party.contact(workshop, draft),
        form=draft["answers"],
        been_before=BEEN[draft["been"]],
        or_wait=or_wait,
    )
    try:
        draft["done"] = (workshop.slug, signing_up.sign_up(order))
    except DoesNotFit as refused:
        draft["full"] = (workshop.slug, order.party, refused)
    except workshops.Invalid as invalid:
        draft["wrong"] = refusals.problems(invalid.problems)
    except signing_up.WrongAnswers as wrong:
        draft["problems"] = {one.item: one for one in reversed(wrong.problems)}
        draft["wrong"] = _("Eine Antwort auf die Fragen des Workshops braucht noch einen Blick.")
    except signing_up.NotOpen as refused:
        draft["wrong"] = refusals.not_open(refused.code)
    except signing_up.Conflict:
        draft["wrong"] = _(
            "Dieses Formular wurde schon einmal mit anderem Inhalt gesendet. Daran wurde nichts geändert. Sehen Sie bitte unter „Anmeldungen“ nach."
        )
    except Unavailable:
        draft["wrong"] = _(
            "Wir können gerade nicht speichern. Alles steht noch hier. Bitte senden Sie in einer Minute noch einmal."
        )
    except workshops.UnknownWorkshop:
        draft["wrong"] = _("Diesen Workshop gibt es nicht mehr.")


def full(workshop: Workshop, draft: Draft) -> DoesNotFit | None:
    """Why the family as it stands in the form does not fit; nothing once somebody changed it."""
    if draft["full"] is None:
        return None
    slug, asked, refused = draft["full"]
    return refused if (slug, asked) == (workshop.slug, party.party(workshop, draft)) else None


def offer(workshop: Workshop, draft: Draft, refused: DoesNotFit) -> None:
    """Why it does not fit, what would, and the waiting list with the place in it."""
    lines = [refusals.lack(one) for one in refused.lacking]
    with st.container(border=True):
        st.markdown("**" + _("So passt es gerade nicht. Noch ist nichts gespeichert.") + "**")
        blocked = workshop.plan.rule is Rule.STRICT and workshop.waiting
        if blocked or not lines:
            lines.append(_("Vor dieser Familie warten schon andere."))
        st.markdown("\n".join(f"- {plain(one)}" for one in lines))
        for place, one in enumerate(() if blocked else refused.instead):
            if place == 0:
                st.markdown(_("Das würde gehen:"))
            if st.button(refusals.instead(one), key=f"instead_{place}"):
                party.put(draft, one.party)
                send(workshop, draft)
                st.rerun()
        if refused.place and st.button(
            _("Auf die Warteliste, Platz {n}").format(n=number(refused.place)), type="primary", key="wait"
        ):
            send(workshop, draft, or_wait=True)
            st.rerun()


def done(draft: Draft) -> None:
    """What to tell the family, and what to give it."""
    slug, stored = draft["done"]
    if stored.state == State.WAITING:
        st.warning(
            _("Auf der Warteliste, Platz {n}. Sobald Plätze frei werden, rückt die Familie nach.").format(
                n=number(stored.place)
            ),
            icon=":material/hourglass_top:",
        )
    else:
        st.success(_("Angemeldet. Die Plätze sind sicher."), icon=":material/check_circle:")
    if stored.again:
        st.caption(_("Diese Anmeldung war schon gespeichert; sie zählt nur einmal."))
    slip(slug, stored)


def slip(slug: str, stored: SignedUp) -> None:
    """Code and PIN are the family's key to its sign-up."""
    st.markdown(_("Bitte geben Sie der Familie Code und PIN mit. Damit kann sie ändern und absagen:"))
    left, right = st.columns(2)
    with left:
        st.caption(_("Code"))
        st.code(stored.code, language=None)
    with right:
        st.caption(_("PIN"))
        st.code(stored.pin, language=None)
    family = attendance.find(state.actor(), slug, stored.code)
    st.link_button(_("Zettel drucken"), f"/print/slip/{slug}/{family}", icon=":material/print:")
