"""Short names of months and weekdays (Monday first) in our languages, as the Unicode CLDR has them (through Babel 2.18)."""

from functools import lru_cache

_WORDS = {
    "de": (
        "Jan.|Feb.|März|Apr.|Mai|Juni|Juli|Aug.|Sept.|Okt.|Nov.|Dez.",
        "Mo.|Di.|Mi.|Do.|Fr.|Sa.|So.",
    ),
    "en": (
        "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec",
        "Mon|Tue|Wed|Thu|Fri|Sat|Sun",
    ),
    "tr": (
        "Oca|Şub|Mar|Nis|May|Haz|Tem|Ağu|Eyl|Eki|Kas|Ara",
        "Pzt|Sal|Çar|Per|Cum|Cmt|Paz",
    ),
    "ar": (
        "يناير|فبراير|مارس|أبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر",
        "الاثنين|الثلاثاء|الأربعاء|الخميس|الجمعة|السبت|الأحد",
    ),
    "bg": (
        "яну|фев|март|апр|май|юни|юли|авг|сеп|окт|ное|дек",
        "пн|вт|ср|чт|пт|сб|нд",
    ),
    "ro": (
        "ian.|feb.|mar.|apr.|mai|iun.|iul.|aug.|sept.|oct.|nov.|dec.",
        "lun.|mar.|mie.|joi|vin.|sâm.|dum.",
    ),
    "pl": (
        "sty|lut|mar|kwi|maj|cze|lip|sie|wrz|paź|lis|gru",
        "pon.|wt.|śr.|czw.|pt.|sob.|niedz.",
    ),
    "uk": (
        "січ.|лют.|бер.|квіт.|трав.|черв.|лип.|серп.|вер.|жовт.|лист.|груд.",
        "пн|вт|ср|чт|пт|сб|нд",
    ),
}


@lru_cache(maxsize=64)
def words_of(language: str) -> tuple[list[str], list[str]]:
    """Months and weekdays; English where nobody named them in a language."""
    months, weekdays = _WORDS.get(language.partition("-")[0], _WORDS["en"])
    return months.split("|"), weekdays.split("|")
