"""Pictures: what is taken and what not, what is left of what a camera writes beside it, how long one waits, who sees it. On both databases."""

import io
import struct
import zlib
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from neighbours import NOON, People
from PIL import Image as Pictures
from sqlalchemy import select

import settings
from common import clock
from db.models import Answer, Image
from services import answering, chores, house, images, surveys
from services.answering import Conflict, Invalid, Submission
from services.images import Refused, UnknownImage
from services.may import Actor, Forbidden
from services.surveys import Survey
from survey.model import Question, Questionnaire, Section

SLUG = "spielplatz-bilder"
ASKED = Questionnaire(
    {"de": "Spielplatz"},
    (
        Section(
            "all",
            {"de": "Alles"},
            (
                Question("spot", "image", {"de": "Die Stelle"}),
                Question("wish", "short_text", {"de": "Wunsch"}),
                Question(
                    "places", "repeat", {"de": "Orte"}, questions=(Question("photo", "image", {"de": "Der Ort"}),)
                ),
            ),
        ),
    ),
)


def picture(size: tuple[int, int] = (320, 200), format: str = "JPEG", **more: Any) -> bytes:
    """Red on the left, blue on the right."""
    drawn = Pictures.new("RGB", size, "blue")
    drawn.paste("red", (0, 0, size[0] // 2, size[1]))
    written = io.BytesIO()
    drawn.save(written, format, **more)
    return written.getvalue()


def seen(content: bytes) -> Pictures.Image:
    opened = Pictures.open(io.BytesIO(content))
    opened.load()
    return opened


def a_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def a_bomb(width: int, height: int) -> bytes:
    """A few kilobytes that would become gigabytes."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes(1_000_000), 9)
    return b"\x89PNG\r\n\x1a\n" + a_chunk(b"IHDR", header) + a_chunk(b"IDAT", pixels) + a_chunk(b"IEND", b"")


# What is left of a picture


def test_where_and_when_and_with_what_a_picture_was_taken_is_gone() -> None:
    exif = Pictures.Exif()
    exif[0x010F] = "Geheime Kamera"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (51.0, 30.0, 49.0)
    sent = picture(exif=exif, comment=b"Geheime Kamera", icc_profile=b"Geheime Kamera" * 20)
    assert b"Geheime Kamera" in sent and seen(sent).getexif().get_ifd(0x8825)
    made = images.made_bare(sent)
    assert b"Geheime Kamera" not in made and b"Exif" not in made
    assert not dict(seen(made).getexif())
    assert set(seen(made).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_a_picture_taken_with_the_phone_on_its_side_stands_upright() -> None:
    exif = Pictures.Exif()
    exif[0x0112] = 6  # turn it by a quarter to the right
    made = seen(images.made_bare(picture((320, 200), exif=exif)))
    assert made.size == (200, 320)
    assert made.getpixel((100, 20))[0] > 200 > made.getpixel((100, 300))[0]  # type: ignore[index]


def test_a_large_picture_becomes_small_and_a_small_one_stays() -> None:
    assert seen(images.made_bare(picture((4000, 3000)))).size == (1600, 1200)
    assert seen(images.made_bare(picture((40, 30)))).size == (40, 30)


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "MPO"])
def test_what_phones_send_becomes_jpeg(format: str) -> None:
    made = seen(images.made_bare(picture(format=format)))
    assert made.format == "JPEG" and made.mode == "RGB"
    assert made.getpixel((20, 100))[0] > 200  # type: ignore[index]


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "L", "1", "CMYK", "I;16"])
def test_every_way_to_write_colours_is_read(mode: str) -> None:
    written = io.BytesIO()
    Pictures.new(mode, (30, 20)).save(written, "JPEG" if mode == "CMYK" else "PNG")
    assert seen(images.made_bare(written.getvalue())).mode == "RGB"


def test_what_is_transparent_becomes_white() -> None:
    written = io.BytesIO()
    Pictures.new("RGBA", (30, 20), (0, 0, 0, 0)).save(written, "PNG")
    assert seen(images.made_bare(written.getvalue())).getpixel((5, 5)) == (255, 255, 255)


# What is not taken

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>'
NONE: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "text": lambda: b"hello",
    "svg": lambda: SVG,
    "svg in XML": lambda: b'<?xml version="1.0"?>' + SVG,
    "html": lambda: b"<html><script>alert(1)</script>",
    "pdf": lambda: b"%PDF-1.7\n",
    "postscript": lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
    "gif": lambda: picture(format="GIF"),
    "tiff": lambda: picture(format="TIFF"),
    "bmp": lambda: picture(format="BMP"),
    "half a jpeg": lambda: picture((900, 900))[:2000],
    "half a png": lambda: picture((900, 900), "PNG")[:-60],
    "half a webp": lambda: picture((900, 900), "WEBP")[:200],
    "the beginning of a jpeg": lambda: b"\xff\xd8\xff\xe0",
    "a zip behind a jpeg's first bytes": lambda: b"\xff\xd8\xff" + b"PK\x03\x04" * 50,
}


@pytest.mark.parametrize("what", NONE)
def test_what_is_no_picture_of_a_phone_is_refused(what: str) -> None:
    with pytest.raises(Refused) as refused:
        images.made_bare(NONE[what]())
    assert refused.value.code == "not_an_image"


@pytest.mark.parametrize("size", [(7100, 7100), (9500, 9500), (60_000, 60_000), (2_000_000_000, 2_000_000_000)])
def test_a_bomb_is_refused_before_it_is_opened(size: tuple[int, int]) -> None:
    with pytest.raises(Refused) as refused:
        images.made_bare(a_bomb(*size))
    assert refused.value.code == "image_too_large"


def test_a_file_over_the_limit_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        images.made_bare(picture() + bytes(images.LARGEST))
    assert refused.value.code == "image_too_large"


def test_broken_pictures_are_never_more_than_refused() -> None:
    whole = {format: picture((64, 64), format) for format in ("JPEG", "PNG", "WEBP")}
    for content in whole.values():
        for place in range(min(len(content), 400)):
            broken = content[:place] + bytes([content[place] ^ 0xFF]) + content[place + 1 :]
            try:
                images.made_bare(broken)
            except Refused:
                continue


# Waiting and being kept


@pytest.fixture
def survey(people_on_both: People) -> Survey:
    surveys.publish(people_on_both.alice, SLUG, ASKED, partition="district")
    surveys.open_survey(people_on_both.alice, SLUG, "Welle 1")
    return surveys.by_slug(SLUG)


@pytest.fixture
def people(people_on_both: People) -> People:
    return people_on_both


@pytest.fixture
def monday(survey: Survey) -> Iterator[Callable[[float], None]]:
    """It is noon, and so many hours later when this is called."""
    clock.set_clock(lambda: NOON)
    yield lambda hours: clock.set_clock(lambda: NOON + timedelta(hours=hours))
    clock.set_clock(None)


def there() -> list[Image]:
    with house.reading() as session:
        return list(session.scalars(select(Image)))


def sent(instance: str, wants_receipt: bool = False, **form: list[str]) -> Submission:
    return Submission(SLUG, 1, instance, "de", form, district="eving", wants_receipt=wants_receipt)


def test_a_picture_waits_and_nobody_can_open_it_without_the_form(survey: Survey) -> None:
    instance, content = str(uuid4()), picture()
    name = images.take(survey, instance, "spot", content)
    [waiting] = there()
    assert name == f"image-{waiting.id}.jpg"
    assert waiting.answer_id is None and waiting.waits_until is not None
    assert b"JFIF" not in waiting.content
    assert UUID(instance).bytes not in (waiting.instance_hash or b"") + waiting.content
    assert images.gather(survey, instance, [name]).gone == frozenset()
    assert images.gather(survey, str(uuid4()), [name]).gone == {name}, "another form cannot take it"


def test_the_same_picture_sent_twice_waits_once(survey: Survey) -> None:
    instance = str(uuid4())
    assert images.take(survey, instance, "spot", picture()) == images.take(survey, instance, "spot", picture())
    assert len(there()) == 1
    others = {
        images.take(survey, instance, "places.1.photo", picture()),
        images.take(survey, str(uuid4()), "spot", picture()),
    }
    assert len({*others, images.take(survey, instance, "spot", picture())}) == 3


def test_with_the_answer_a_picture_is_kept_and_forgets_its_form_and_its_hour(survey: Survey, people: People) -> None:
    instance = str(uuid4())
    spot = images.take(survey, instance, "spot", picture())
    second = images.take(survey, instance, "places.2.photo", picture((100, 50)))
    images.take(survey, instance, "spot", picture((10, 10)))
    answering.submit(sent(instance, spot=[spot], places=["2"], **{"places.2.photo": [second]}))
    with house.reading() as session:
        answer_id = session.scalars(select(Answer.id)).one()
    kept = there()
    assert {f"image-{one.id}.jpg" for one in kept} == {spot, second}, "what was replaced is gone"
    assert {(one.answer_id, one.instance_hash, one.waits_until) for one in kept} == {(answer_id, None, None)}
    assert seen(images.show(people.alice, spot)).size == (320, 200)
    assert seen(images.show(people.alice, second)).size == (100, 50)


def test_sending_the_answer_again_thanks_again(survey: Survey) -> None:
    instance = str(uuid4())
    spot = images.take(survey, instance, "spot", picture())
    assert not answering.submit(sent(instance, spot=[spot])).again
    assert images.take(survey, instance, "spot", picture()) == spot, "a form sent twice brings its picture twice"
    assert answering.submit(sent(instance, spot=[spot])).again
    assert len(there()) == 1


def test_another_picture_in_a_form_that_was_sent_is_a_conflict(survey: Survey) -> None:
    instance = str(uuid4())
    first = images.take(survey, instance, "spot", picture())
    answering.submit(sent(instance, spot=[first]))
    other = images.take(survey, instance, "spot", picture((9, 9)))
    with pytest.raises(Conflict):
        answering.submit(sent(instance, spot=[other]))
    assert len(there()) == 2


def test_as_a_new_answer_the_pictures_come_along(survey: Survey, people: People) -> None:
    old, new = str(uuid4()), str(uuid4())
    spot = images.take(survey, old, "spot", picture())
    answering.submit(sent(old, spot=[spot]))
    other = images.take(survey, old, "places.1.photo", picture((9, 9)))
    values = {"spot": spot, "places.1.photo": other, "places.2.photo": f"image-{uuid4()}.jpg"}
    taken = images.take_along(survey, old, new, values)
    assert set(taken) == {"spot", "places.1.photo"}, "one that was never there stays behind"
    answering.submit(sent(new, spot=[taken["spot"]], **{"places.1.photo": [taken["places.1.photo"]]}))
    assert seen(images.show(people.alice, taken["spot"])).size == (320, 200)
    assert seen(images.show(people.alice, spot)).size == (320, 200)


def test_a_picture_of_somebody_else_is_not_there(survey: Survey) -> None:
    theirs, mine = str(uuid4()), str(uuid4())
    name = images.take(survey, theirs, "spot", picture())
    with pytest.raises(Invalid) as invalid:
        answering.submit(sent(mine, spot=[name]))
    assert [(problem.code, problem.item) for problem in invalid.value.problems] == [("image_gone", "spot")]
    answering.submit(sent(theirs, spot=[name]))
    with pytest.raises(Invalid):
        answering.submit(sent(mine, spot=[name]))


def test_what_nobody_sent_within_a_day_is_deleted_by_the_hour(
    survey: Survey, monday: Callable[[float], None], people: People
) -> None:
    instance, sender = str(uuid4()), str(uuid4())
    images.take(survey, instance, "spot", picture())
    kept = images.take(survey, sender, "spot", picture())
    answering.submit(sent(sender, spot=[kept]))
    monday(22)
    assert images.forget_waited() == 0
    monday(23)
    assert images.forget_waited() == 1
    monday(1000)
    assert images.forget_waited() == 0
    assert images.show(people.alice, kept)


def test_somebody_looks_every_hour_what_waited_too_long() -> None:
    [chore] = [one for one in chores.worker()._chores.chores if one.do is images.forget_waited]
    assert timedelta(seconds=chore.every) + images.WAITS <= timedelta(hours=24)


def test_after_its_day_a_picture_is_not_kept_any_more_even_before_it_is_deleted(
    survey: Survey, monday: Callable[[float], None]
) -> None:
    instance = str(uuid4())
    name = images.take(survey, instance, "spot", picture())
    monday(23.5)
    with pytest.raises(Invalid):
        answering.submit(sent(instance, spot=[name]))
    assert images.take(survey, instance, "spot", picture()) == name
    answering.submit(sent(instance, spot=[name]))
    assert len(there()) == 1


def test_withdrawing_an_answer_deletes_its_pictures(survey: Survey, people: People) -> None:
    instance = str(uuid4())
    name = images.take(survey, instance, "spot", picture())
    code = answering.submit(sent(instance, wants_receipt=True, spot=[name])).receipt
    answering.withdraw(code)
    assert there() == []
    with pytest.raises(UnknownImage):
        images.show(people.alice, name)


def test_what_was_removed_before_sending_is_deleted_at_once(survey: Survey) -> None:
    instance = str(uuid4())
    name = images.take(survey, instance, "spot", picture())
    images.drop(str(uuid4()), name)
    assert len(there()) == 1
    images.drop(instance, name)
    assert there() == []


def test_pictures_have_an_end_before_the_disk_has(survey: Survey, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "MOST_WAITING", 1)
    first = images.take(survey, str(uuid4()), "spot", picture())
    with pytest.raises(Refused) as refused:
        images.take(survey, str(uuid4()), "spot", picture())
    assert refused.value.code == "image_later"
    assert there()[0].id == UUID(first.removeprefix("image-").removesuffix(".jpg"))


# Who sees them


def test_only_those_who_may_read_single_answers_see_a_picture(survey: Survey, people: People) -> None:
    instance = str(uuid4())
    name = images.take(survey, instance, "spot", picture())
    with pytest.raises(UnknownImage):
        images.show(people.alice, name)  # nobody sees what only waits
    answering.submit(sent(instance, spot=[name]))
    reader = Actor(7, "Rita", "rita@example.org", "de", people.bob.roles, frozenset({survey.id}))
    stranger = Actor(8, "Sam", "sam@example.org", "de", people.bob.roles, frozenset({survey.id + 1}))
    assert images.show(people.alice, name) == images.show(reader, name)
    for other in (people.bob, people.chelsea, people.dilek, stranger):
        with pytest.raises(Forbidden):
            images.show(other, name)
    for wrong in ("", "x", name.upper(), f"image-{uuid4()}.jpg", "../" + name):
        with pytest.raises(UnknownImage):
            images.show(people.alice, wrong)


def test_with_another_secret_nothing_can_be_opened(
    survey: Survey, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    instance = str(uuid4())
    name = images.take(survey, instance, "spot", picture())
    answering.submit(sent(instance, spot=[name]))
    monkeypatch.setenv("SECRET_KEY", "quite-another-" * 5)
    settings.current.cache_clear()
    with pytest.raises(UnknownImage):
        images.show(people.alice, name)
