"""How motivated and attached people are: what a network lead wants to know on Monday morning."""

import streamlit as st

from services import motivation
from ui import estimates, pulse, state, tiles
from ui.plain import plain
from ui.words import _, day, number, percent, say

actor = state.actor()
st.title(_("Motivation"))

surveys = motivation.pulses(actor)
if not surveys:
    st.info(
        _("Noch gibt es hier nichts zu lesen. Sobald ein Netzwerk-Puls geöffnet ist, stehen hier die Ergebnisse."),
        icon=":material/hourglass_empty:",
    )
    st.stop()

# choose
survey = surveys[0]
if len(surveys) > 1:
    survey = st.selectbox(
        _("Umfrage"), surveys, format_func=lambda one: say(one.questionnaire.title), key="motivation_survey"
    )
networks = motivation.networks(actor, survey)
waves = motivation.waves(survey)
places = [one.id for one in networks]
if len(networks) > 1:
    places = [None, *places]
names = {one.id: one.name for one in networks} | {
    None: _("Alle Netzwerke") if actor.is_coordinator else _("Meine Netzwerke zusammen")
}
left, right = st.columns(2)
network_id = left.selectbox(_("Netzwerk"), places, format_func=names.__getitem__, key=f"motivation_network_{survey.id}")
wave = right.selectbox(_("Welle"), waves[::-1], format_func=lambda one: one.name, key=f"motivation_wave_{survey.id}")

# load
found = motivation.network_report(actor, survey.slug, network_id, wave.id)
earlier = [one for one in waves if one.number < wave.number]
compared = motivation.compare_waves(actor, survey.slug, network_id, earlier[-1].id, wave.id) if earlier else None
report, labels = found.report, pulse.labels(found)

# draw: how it stands
st.caption(
    (
        _("Welle „{wave}“ vom {first} bis {last}") if wave.closed_on else _("Welle „{wave}“ seit {first}, läuft noch")
    ).format(wave=plain(wave.name), first=day(wave.opened_on), last=day(wave.closed_on or wave.opened_on))
)
st.header(pulse.headline(found), anchor=False)
if pulse.how_sure(found):
    st.markdown(
        f"{pulse.how_sure(found)} {plain(pulse.changed(compared)) if compared is None or compared.comparison else ''}"
    )
if found.raw and report and report.n and report.n < 10:
    st.warning(
        _("Sie sehen hier jede Antwort, auch wenn es wenige sind. Bitte geben Sie diese Zahlen nicht weiter."),
        icon=":material/visibility:",
    )

nobody = _("noch keine Antworten") if found.raw else _("zu wenige Antworten")
reasons = list(pulse.why_missing(found))
if report and any(report.facets.values()):
    second = list(report.indices.values())[1:]
    cards = st.container(horizontal=True)
    for one in second:
        if one and one.interval:
            with cards.container(border=True):
                st.metric(labels[one.code], number(one.mean, 1))
                st.caption(
                    _("{low} bis {high}, n = {n}").format(
                        low=number(one.interval.low, 1), high=number(one.interval.high, 1), n=number(one.n)
                    )
                )
    for one in report.shares.values():
        if one:
            with cards.container(border=True):
                st.metric(_("Möchten in einem Jahr noch dabei sein"), percent(one.share))
                st.caption(
                    _("{k} von {n}; {low} bis {high}").format(
                        k=number(one.k), n=number(one.n), low=percent(one.interval.low), high=percent(one.interval.high)
                    )
                )

    st.subheader(_("Was die Motivation trägt"), anchor=False)
    st.caption(
        _(
            "Jeder Punkt ist ein Mittelwert von 0 (stimmt gar nicht) bis 100 (stimmt völlig), der Balken sein Bereich. Lesen Sie die Werte gegen Ihre eigenen früheren, nicht gegen eine Norm."
        )
    )
    shown = [*report.indices.items(), *report.facets.items()]
    estimates.draw([estimates.dot(labels[code], one) for code, one in shown], _("Motivation und ihre Teile"))

if reasons:
    with st.container(border=True):
        st.markdown("**" + _("Was hier noch fehlt, und warum") + "**")
        st.markdown("\n".join(f"- {plain(one)}" for one in reasons))

# draw: what changed
if compared:
    st.subheader(_("Von Welle zu Welle"), anchor=False)
    st.markdown(plain(pulse.changed(compared)))
    if compared.comparison:
        st.caption(plain(pulse.difference(compared)))
    course = motivation.over_waves(actor, survey.slug, network_id)
    estimates.draw(
        [estimates.dot(one.wave.name, one.estimate, "" if one.estimate else nobody) for one in course],
        _("Motivation über die Wellen"),
    )

# draw: would they recommend it
advice = report.recommendation if report else None
if advice:
    st.subheader(_("Würden sie anderen raten, mitzumachen?"), anchor=False)
    estimates.recommendation(advice.distribution, _("Antworten von 0 bis 10"))
    st.caption(
        _(
            "eNPS {score} (95 %: {low} bis {high}), n = {n}. Bei so wenigen Menschen schwankt diese Zahl stark; sehen Sie lieber auf die Verteilung."
        ).format(
            score=pulse.signed(advice.enps.score),
            low=pulse.signed(advice.enps.interval.low),
            high=pulse.signed(advice.enps.interval.high),
            n=number(advice.n),
        )
    )

# draw: where
standing = motivation.per_network(actor, survey.slug, wave.id)
districts = motivation.per_district(actor, survey.slug, wave.id)
if len(standing) > 1:
    st.subheader(_("Die Netzwerke nebeneinander"), anchor=False)
    st.caption(
        _(
            "In der Reihenfolge der Karte, nicht nach Werten: Die Bereiche überlappen sich fast immer, eine Rangliste würde täuschen."
        )
    )
    estimates.draw(
        [
            estimates.dot(
                one.network.name,
                one.estimate,
                _(pulse.AGAINST_OTHERS[one.verdict]) if one.verdict else "" if one.estimate else nobody,
            )
            for one in standing
        ],
        _("Motivation in den Netzwerken"),
    )
if any(one.mine for one in districts):
    st.subheader(_("Auf der Karte"), anchor=False)
    if not all(one.mine for one in districts):
        st.caption(_("Leer sind Stadtbezirke, in denen Sie kein Netzwerk verantworten."))
    notes = {
        one.district.id: "n = " + number(one.estimate.n) if one.estimate else nobody if one.mine else ""
        for one in districts
    }
    tiles.draw(
        [
            tiles.Tile(
                one.district.name,
                one.district.row,
                one.district.column,
                one.estimate.mean if one.estimate else None,
                notes[one.district.id],
            )
            for one in districts
        ],
        _("Motivation in den Stadtbezirken"),
    )

# draw: how well it is measured
reliable = {code: one for code, one in report.reliabilities.items() if one} if report else {}
if reliable:
    with st.expander(_("Wie verlässlich die Fragen zusammen messen")):
        st.caption(
            _(
                "Von 0 bis 1; ab etwa 0,7 passen die Fragen gut zusammen. Bei zwei Fragen ist es Spearman-Brown, sonst Cronbachs Alpha."
            )
        )
        rows = [
            {
                "": labels[code],
                _("Wert"): number(one.value, 2),
                _("Bereich (95 %)"): _("{low} bis {high}").format(
                    low=number(one.interval.low, 2), high=number(one.interval.high, 2)
                )
                if one.interval
                else "–",
                _("Fragen"): number(one.k),
                "n": number(one.n),
            }
            for code, one in reliable.items()
        ]
        st.table(rows, border="horizontal", hide_index=True)
