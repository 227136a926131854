"""A cell as words, whatever type a spreadsheet gave it: people meant what they see."""

import re
from datetime import date, datetime, time, timedelta

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ud800-\udfff]")
_ESCAPED = re.compile(r"_x00([01][0-9A-Fa-f])_")
"""How workbooks write line ends and other characters that XML does not allow. openpyxl 3.1.5 leaves them so."""
NO_BREAK = "\N{NO-BREAK SPACE}"


def words(cell: object) -> str:
    match cell:
        case None:
            return ""
        case str():
            return cleaned(cell)
        case bool():
            return "true" if cell else "false"
        case int():
            return str(cell)
        case float():
            return _number(cell)
        case datetime():
            return cell.date().isoformat() if cell.time() == time() else cell.isoformat(timespec="seconds")
        case date():
            return cell.isoformat()
        case time():
            return cell.isoformat(timespec="seconds" if cell.second else "minutes")
        case timedelta():
            return _number(cell.total_seconds() / 86_400)
        case _:
            return cleaned(str(cell))


def cleaned(text: str) -> str:
    """Without what nobody sees: spaces at the ends, control characters, Windows' line ends."""
    if not text.isascii() or not text.isprintable():
        text = text.replace("\r\n", "\n").replace("\r", "\n").replace(NO_BREAK, " ")
        text = _CONTROL.sub("", text)
    return text.strip()


def unescaped(text: str) -> str:
    """`_x000D_` of workbooks as the character it stands for."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _number(value: float) -> str:
    """1.0 as 1; no more digits than a spreadsheet shows."""
    if value == int(value) if abs(value) < 1e15 else False:
        return str(int(value))
    return format(value, ".15g")
