"""Legends and tables as HTML that any page can take in. Everything that people wrote is escaped."""

from html import escape

from charts.tables import Table


def heading(title: str, said: str, soft: str) -> str:
    """What a drawing is about and what it says, above it."""
    named = f'<p style="margin:0;font-weight:600">{escape(title)}</p>' if title else ""
    return f'{named}<p style="margin:0 0 .5rem;font-size:.875rem;color:{soft}">{escape(said)}</p>'


def legend(labels: tuple[str, ...], colours: tuple[str, ...]) -> str:
    """Beside the drawing and not in it: here it wraps on a phone."""
    box = "inline-size:.9em;block-size:.9em;border-radius:3px;flex:none"
    marks = "".join(
        f'<span style="display:inline-flex;align-items:center;gap:.4em"><span style="{box};background:{colour}"></span>{escape(label)}</span>'
        for label, colour in zip(labels, colours, strict=False)
    )
    return f'<div style="display:flex;flex-wrap:wrap;gap:.2em 1.2em;font-size:.875rem">{marks}</div>'


def table(rows: Table, caption: str, line: str) -> str:
    """The first row is the head, the first column names the rows. Wide ones scroll on their own."""
    head, *body = rows
    cell = f"padding:.4em .8em .4em 0;border-bottom:1px solid {line};vertical-align:top"
    first = "".join(
        f'<th scope="col" style="{cell};text-align:{_side(place)};font-weight:600">{escape(words)}</th>'
        for place, words in enumerate(head)
    )
    others = "".join(f"<tr>{_row(row, cell)}</tr>" for row in body)
    hidden = "position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%)"
    return (
        f'<div style="overflow-x:auto" tabindex="0" role="region" aria-label="{escape(caption)}"><table style="border-collapse:collapse;font-size:.875rem;font-variant-numeric:tabular-nums">'
        f'<caption style="{hidden}">{escape(caption)}</caption><thead><tr>{first}</tr></thead><tbody>{others}</tbody></table></div>'
    )


def _side(place: int) -> str:
    return "end" if place else "start"


def _row(row: tuple[str, ...], cell: str) -> str:
    name, *values = row
    rest = "".join(f'<td style="{cell};text-align:end;white-space:nowrap">{escape(value)}</td>' for value in values)
    return f'<th scope="row" style="{cell};text-align:start;font-weight:400;min-inline-size:10em">{escape(name)}</th>{rest}'
