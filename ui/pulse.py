"""What figures of the Netzwerk-Puls mean, in sentences: how it stands, what changed, what is missing and why."""

from collections.abc import Iterator
from typing import Any

from common.marks import N_
from services.motivation import NetworkReport, WavesCompared
from ui.words import _, number, percent, say

VERDICTS = {
    "up": N_("Seit „{wave}“ ist die Motivation gestiegen."),
    "down": N_("Seit „{wave}“ ist die Motivation gesunken."),
    "not_secured": N_("Gegenüber „{wave}“: kein gesicherter Unterschied."),
}
AGAINST_OTHERS = {
    "up": N_("höher als in den anderen zusammen"),
    "down": N_("niedriger als in den anderen zusammen"),
    "not_secured": N_("kein gesicherter Unterschied zu den anderen"),
}


def headline(found: NetworkReport) -> str:
    first = _index(found)
    if found.report is None:
        return _("Hier lässt sich noch nichts zeigen.")
    if first is None:
        return (
            _("Noch hat niemand geantwortet.")
            if not found.report.n
            else _("Für eine Zahl sind es noch zu wenige Antworten.")
        )
    return _("Die Motivation liegt bei {value} von 100.").format(value=number(first.mean))


def how_sure(found: NetworkReport) -> str:
    """What the headline rests on; nothing where there is none."""
    first = _index(found)
    if first is None:
        return ""
    if first.interval is None:
        return (
            _("Auf 5 Punkte gerundet, denn bisher sind erst {n} Antworten freigegeben.").format(n=number(first.n))
            if not found.raw
            else _("Das sagt eine einzige Antwort.")
        )
    words = _("Das sagen {n} Antworten. Genauer als {low} bis {high} lässt es sich mit ihnen nicht sagen.")
    return words.format(
        n=number(first.n), low=number(max(0, first.interval.low)), high=number(min(100, first.interval.high))
    )


def changed(compared: WavesCompared | None) -> str:
    if compared is None:
        return _("Das ist die erste Welle. Ab der zweiten steht hier, was sich geändert hat.")
    if compared.comparison is not None:
        return _(VERDICTS[compared.comparison.verdict]).format(wave=compared.before.name)
    if compared.enough:
        return _("Ein Vergleich mit „{wave}“ lässt sich nicht rechnen, weil alle gleich geantwortet haben.").format(
            wave=compared.before.name
        )
    return _("Ein Vergleich mit „{wave}“ braucht in beiden Wellen mindestens {needs} Antworten.").format(
        wave=compared.before.name, needs=number(compared.needs)
    )


def difference(compared: WavesCompared) -> str:
    """The figures behind the sentence, for those who want them."""
    one = compared.comparison
    if one is None:
        return ""
    words = _(
        "Unterschied {difference} Punkte (95 %: {low} bis {high}), Welch-Test p = {p}, Hedges g = {g} (95 %: {g_low} bis {g_high})."
    )
    interval, effect = one.welch.interval, one.effect
    return words.format(
        difference=signed(one.welch.difference),
        low=signed(interval.low),
        high=signed(interval.high),
        p=_p(one.p),
        g=signed(effect.g, 2),
        g_low=signed(effect.interval.low, 2),
        g_high=signed(effect.interval.high, 2),
    )


def why_missing(found: NetworkReport) -> Iterator[str]:
    """What is not shown, and why: held back, too few, or from how many answers on."""
    if found.held_back and not found.raw:
        yield _(
            "Die Welle läuft noch. Neue Antworten zeigen wir immer zu fünft, und die letzten warten: So kann niemand einzelne erkennen. Wenn die Welle endet, kommen alle dazu."
        )
    if found.report is None:
        yield _("Zahlen zeigen wir ab fünf Menschen. Sind es weniger, nennen wir auch nicht, wie viele.")
        return
    if found.withheld:
        yield _("Nicht dabei: {names}. Dort haben zu wenige Menschen geantwortet.").format(
            names=", ".join(found.withheld)
        )
    for needs in sorted({one.needs for one in found.report.missing}):
        yield from _below(found, needs)


def _below(found: NetworkReport, needs: int) -> Iterator[str]:
    missing = [one.what for one in found.report.missing if one.needs == needs] if found.report else []
    names = [name for code, name in labels(found).items() if code in missing]
    if names:
        yield _("Ab {needs} Antworten: {names}.").format(needs=number(needs), names=", ".join(names))
    if "comparison" in missing:
        yield _("Ab {needs} Antworten in jeder Welle: der Vergleich der Wellen.").format(needs=number(needs))
    if "reliability" in missing:
        yield _("Ab {needs} vollständigen Antworten: wie verlässlich die Fragen zusammen messen.").format(
            needs=number(needs)
        )


def labels(found: NetworkReport) -> dict[str, str]:
    """Every figure's code and name in the language chosen."""
    scale = found.scale
    parts = (*scale.indices, *scale.facets, *scale.shares, *([scale.recommendation] if scale.recommendation else []))
    return {part.code: say(part.label) for part in parts}


def share(portion: Any) -> str:
    """ "75 % (9 von 12)"."""
    return _("{share} ({k} von {n})").format(share=percent(portion.share), k=number(portion.k), n=number(portion.n))


def signed(value: float, digits: int = 1) -> str:
    """With plus or a true minus sign."""
    return ("+" if value > 0 else "−" if value < 0 else "") + number(abs(value), digits)


def _p(p: float) -> str:
    return _("unter 0,001") if p < 0.001 else number(p, 3)


def _index(found: NetworkReport) -> Any:
    return found.report.indices[found.scale.indices[0].code] if found.report else None
