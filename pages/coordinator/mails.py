"""What a human being has to decide about mails, and the protocol of what was deleted."""

import streamlit as st

from services import forgetting, may, messages
from ui import post, state
from ui.words import _

actor = state.actor()
if not may.manage_people(actor):
    st.info(_("Um Nachrichten, die nicht ankamen, kümmert sich die Koordinierungsstelle."))
    st.stop()

st.title(_("Post und Löschungen"))

st.header(_("Nachrichten, über die Sie entscheiden"), anchor=False)
found = messages.unsettled(actor)
if found:
    st.caption(
        _(
            "„Ungewiss“ heißt: Sie ist vielleicht angekommen, wir wissen es nicht. Wir senden nie von selbst zweimal. Rufen Sie an, oder senden Sie noch einmal."
        )
    )
    post.unsettled(found)
else:
    st.info(_("Alle Nachrichten sind angekommen oder auf dem Weg."), icon=":material/mark_email_read:")

st.header(_("Was gelöscht wurde"), anchor=False)
gone = forgetting.protocol(actor)
if gone:
    st.caption(_("Namen, Kontakte und Angaben sind weg; die Zahlen stehen weiter unter „Teilnahme“."))
    post.deleted(gone)
else:
    st.caption(_("Noch nichts. Anmeldungen werden von selbst gelöscht, einige Zeit nach dem letzten Termin."))
