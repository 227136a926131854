"""Pictures from a phone without JavaScript: chosen, looked at again, replaced, removed, sent. What is no picture loses nobody's words; what is hostile meets a clear page."""

import io
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import msgspec
import pytest
from hostile import is_clear
from neighbours import People
from PIL import Image as Pictures
from sqlalchemy import select

from db.models import Answer, Image
from services import answering, designing, house, images, surveys
from survey.model import Question, Questionnaire, Section
from web import abuse, multipart

SLUG = "schoene-orte"
PATH = f"/s/{SLUG}"
SPOT = Question("spot", "image", {"de": "Die schönste Stelle", "ar": "أجمل مكان"}, required=True)
ASKED = Questionnaire(
    {"de": "Schöne Orte", "ar": "أماكن جميلة"},
    (
        Section("start", {"de": "Anfang"}, (Question("why", "short_text", {"de": "Warum?"}), SPOT)),
        Section(
            "children",
            {"de": "Kinder"},
            (
                Question(
                    "child",
                    "repeat",
                    {"de": "Kind"},
                    questions=(
                        Question("age", "number", {"de": "Alter"}),
                        Question("photo", "image", {"de": "Gemaltes Bild"}),
                    ),
                ),
            ),
        ),
        Section("end", {"de": "Schluss"}, (Question("wish", "long_text", {"de": "Wunsch"}),)),
    ),
    languages=("de", "ar"),
)


def picture(colour: str = "red", size: tuple[int, int] = (60, 40)) -> bytes:
    written = io.BytesIO()
    Pictures.new("RGB", size, colour).save(written, "JPEG")
    return written.getvalue()


def body(fields: dict[str, list[str]], files: dict[str, tuple[str, bytes]]) -> bytes:
    """As browsers write it; a control without a file comes with an empty name."""
    parts = [
        f'Content-Disposition: form-data; name="{name}"\r\n\r\n{value}'.encode()
        for name, values in fields.items()
        for value in values
    ]
    parts += [
        f'Content-Disposition: form-data; name="{name}"; filename="{filename}"\r\nContent-Type: image/jpeg\r\n\r\n'.encode()
        + content
        for name, (filename, content) in files.items()
    ]
    return b"".join(b"--edge\r\n" + part + b"\r\n" for part in parts) + b"--edge--\r\n"


MULTIPART = "multipart/form-data; boundary=edge"


def filled_in(page: Any) -> dict[str, list[str]]:
    """Without the empty words that stand for controls of files."""
    chosen = page.tree.xpath("//input[@type='file']/@name")
    return {name: [value for value in values if value or name not in chosen] for name, values in page.filled_in.items()}


def press(
    phone: Any,
    page: Any,
    button: str,
    files: dict[str, bytes] | None = None,
    answers: dict[str, list[str]] | None = None,
) -> Any:
    """As a browser sends the form that it got, in the encoding that the form asks for."""
    name, _, value = button.rpartition("=")
    fields = filled_in(page) | (answers or {}) | {f"_{name}" if name else "_action": [value]}
    action = page.form.get("action")
    if page.form.get("enctype") != "multipart/form-data":
        assert not files
        return phone.post(action, fields)
    controls = {str(one): ("", b"") for one in page.tree.xpath("//input[@type='file']/@name")}
    chosen = {one: ("IMG 2031.JPG", content) for one, content in (files or {}).items()}
    return phone.raw(action, body(fields, controls | chosen), MULTIPART)


@pytest.fixture
def asked(people: People) -> surveys.Survey:
    surveys.publish(people.alice, SLUG, ASKED, partition="district")
    surveys.open_survey(people.alice, SLUG, "Welle 1")
    return surveys.by_slug(SLUG)


@pytest.fixture
def first(phone: Any, asked: surveys.Survey) -> Any:
    return phone.get(f"{PATH}?lang=de&d=eving")


def there() -> list[Image]:
    with house.reading() as session:
        return list(session.scalars(select(Image)))


def stored() -> list[Any]:
    with house.reading() as session:
        return [msgspec.json.decode(one) for one in session.scalars(select(Answer.content))]


def test_a_picture_goes_the_whole_way_without_javascript(phone: Any, first: Any, people: People) -> None:
    assert first.form.get("enctype") == "multipart/form-data"
    assert "10 MB" in first.words and "24 Stunden" in first.words and "Nur Bilder warten" in first.words
    page = press(phone, first, "next", {"spot": picture()}, {"why": ["Weil dort Bänke stehen"]})
    assert page.status == 200 and len(there()) == 1
    [spot] = page.hidden["spot"]
    page = press(phone, page, "more=child")
    page = press(phone, page, "next", {"child.2.photo": picture("blue")}, {"child.1.age": ["4"], "child.2.age": ["7"]})
    assert page.form.get("enctype") is None, "only sections that ask for a picture are sent in pieces"
    page = press(phone, page, "back")
    assert "Ein Bild ist da." in page.words and page.filled_in["child.2.age"] == ["7"]
    page = press(phone, press(phone, page, "next"), "submit")
    assert page.status == 303
    [answer] = stored()
    assert answer["why"] == "Weil dort Bänke stehen" and answer["spot"] == spot
    assert answer["child.2.photo"] == f"image-{next(one.id for one in there() if str(one.id) not in spot)}.jpg"
    assert all(one.answer_id and one.waits_until is None for one in there())
    assert Pictures.open(io.BytesIO(images.show(people.alice, spot))).size == (60, 40)


@pytest.mark.parametrize("button", ["next", "back", "look", "lang=ar", "lang=de"])
def test_whatever_is_pressed_a_chosen_picture_is_taken(phone: Any, first: Any, button: str) -> None:
    page = press(phone, first, button, {"spot": picture()})
    assert page.status == 200
    assert page.hidden["spot"] == [f"image-{there()[0].id}.jpg"]


def test_a_form_in_arabic_says_what_is_there(phone: Any, first: Any) -> None:
    page = press(phone, first, "lang=ar", {"spot": picture()})
    assert page.language == "ar" and "Ein Bild ist da" not in page.words and "Entfernen" not in page.words


@pytest.mark.parametrize("button", ["next", "back", "submit", "lang=ar"])
@pytest.mark.parametrize("wrong", [b"", b"no picture", b"<svg xmlns='http://www.w3.org/2000/svg'/>"])
def test_what_is_no_picture_loses_nobodys_words(phone: Any, first: Any, button: str, wrong: bytes) -> None:
    page = press(phone, first, button, {"spot": wrong}, {"why": ["Weil"]})
    assert page.status == 422
    assert page.summary == ["q-spot"]
    assert page.filled_in["why"] == ["Weil"]
    assert there() == [] and stored() == []


def test_a_picture_that_is_too_large_loses_nobodys_words(phone: Any, first: Any) -> None:
    page = press(phone, first, "next", {"spot": picture() + bytes(images.LARGEST)}, {"why": ["Weil"]})
    assert page.status == 422 and "zu groß" in page.words
    assert page.filled_in["why"] == ["Weil"]


def test_a_wrong_file_does_not_take_the_place_of_the_picture_that_is_there(phone: Any, first: Any) -> None:
    page = press(phone, press(phone, first, "next", {"spot": picture()}), "back")
    [name] = page.hidden["spot"]
    page = press(phone, page, "next", {"spot": b"no picture"})
    assert page.status == 422 and page.hidden["spot"] == [name]
    assert press(phone, page, "next").status == 200


def test_another_picture_takes_the_place_of_the_first(phone: Any, first: Any) -> None:
    page = press(phone, press(phone, first, "next", {"spot": picture()}), "back")
    page = press(phone, page, "next", {"spot": picture("blue")})
    assert page.hidden["spot"] == [f"image-{one.id}.jpg" for one in there()]


def test_a_picture_can_be_removed_before_sending(phone: Any, first: Any) -> None:
    page = press(phone, press(phone, first, "next", {"spot": picture()}, {"why": ["Weil"]}), "back")
    page = press(phone, page, "remove=spot")
    assert there() == [] and "Ein Bild ist da." not in page.words
    assert page.filled_in["why"] == ["Weil"]
    page = press(phone, page, "next")
    assert page.status == 422 and "fügen Sie hier ein Bild hinzu" in page.words


def test_when_one_child_is_taken_away_the_others_keep_their_pictures(phone: Any, first: Any) -> None:
    page = press(phone, press(phone, first, "next", {"spot": picture()}), "more=child")
    page = press(phone, page, "look", {"child.1.photo": picture("blue"), "child.2.photo": picture("green")})
    [second] = page.hidden["child.2.photo"]
    page = press(phone, page, "less=child.1")
    assert page.hidden["child.1.photo"] == [second]
    page = press(phone, press(phone, page, "next"), "submit")
    assert page.status == 303
    assert stored()[0]["child.1.photo"] == second
    assert len(there()) == 2, "the picture of the child that was taken away is gone"


def test_the_form_of_a_client_that_sends_no_pieces_is_read_as_well(phone: Any, first: Any) -> None:
    assert phone.press(first, "next", {"why": ["Weil"]}).status == 422
    page = press(phone, press(phone, first, "next", {"spot": picture()}), "back")
    assert phone.press(page, "next").status == 200, "the file's control sends empty words beside the picture's name"


def test_sent_twice_the_answer_is_stored_once(phone: Any, people: People) -> None:
    one = Questionnaire(ASKED.title, (Section("all", {}, (SPOT,)),))
    surveys.publish(people.alice, SLUG, one, partition="district")
    surveys.open_survey(people.alice, SLUG, "Welle 1")
    page = phone.get(f"{PATH}?lang=de&d=eving")
    assert [press(phone, page, "submit", {"spot": picture()}).status for _ in range(2)] == [303, 303]
    assert len(stored()) == len(there()) == 1
    conflict = press(phone, page, "submit", {"spot": picture("blue")})
    assert conflict.status == 409
    fresh = phone.post(conflict.form.get("action"), conflict.filled_in | {"_action": ["submit"]})
    assert fresh.status == 303
    assert len(stored()) == 2
    kept = {f"image-{one.id}.jpg" for one in there() if one.answer_id}
    assert kept == {answer["spot"] for answer in stored()} and len(kept) == 2


def test_a_picture_that_waited_too_long_is_asked_for_again(phone: Any, first: Any) -> None:
    page = press(phone, first, "next", {"spot": picture()}, {"why": ["Weil"]})
    page = press(phone, press(phone, page, "next"), "look")
    with house.writing() as session:
        session.delete(session.scalars(select(Image)).one())
    page = press(phone, page, "submit")
    assert page.status == 422 and page.summary == ["q-spot"] and "nicht mehr da" in page.words
    assert "spot" not in page.hidden and page.filled_in["why"] == ["Weil"]
    page = press(phone, press(phone, page, "next", {"spot": picture()}), "next")
    assert press(phone, page, "submit").status == 303


def test_whoever_has_the_code_sees_that_a_picture_is_there_and_withdraws_it(phone: Any, first: Any) -> None:
    page = press(phone, press(phone, first, "next", {"spot": picture()}), "next")
    instance = page.hidden["_instance"][0]
    press(phone, page, "submit", answers={"_receipt": ["yes"]})
    code = answering.receipt_code(instance)
    found = phone.post("/r", {"code": [code]})
    assert "Die schönste Stelle ein Bild" in found.words and "image-" not in found.words
    phone.post("/r", {"code": [code], "_action": ["withdraw"]})
    assert there() == []


def test_too_many_pictures_from_one_network_wait_a_minute(phone: Any, first: Any, strict: None) -> None:
    abuse.UPLOADS._at_once = 1
    assert press(phone, first, "next", {"spot": picture()}).status == 200
    page = press(phone, first, "next", {"spot": picture("blue")}, {"why": ["Weil"]})
    assert page.status == 429 and page.filled_in["why"] == ["Weil"] and page.summary == ["q-spot"]


def test_in_a_preview_nothing_is_kept(phone: Any, people: People) -> None:
    designing.start(people.alice, "probe", ASKED, "district")
    page = phone.get(f"{designing.preview_link(people.alice, 'probe')}?lang=de&d=eving")
    page = press(phone, page, "next", {"spot": picture()}, {"why": ["Weil"]})
    page = press(phone, press(phone, page, "next"), "submit")
    assert page.status == 200 and "ein Bild" in page.words
    assert there() == [] and stored() == []


# Staff


def test_staff_with_the_right_see_a_picture_and_nobody_else(phone: Any, first: Any, people: People) -> None:
    page = press(phone, press(phone, first, "next", {"spot": picture()}), "next")
    press(phone, page, "submit")
    name = stored()[0]["spot"]
    path = f"/download/image/{name}"
    assert phone.get(path).response.headers["location"].startswith("/login")
    seen = phone.get(path, Cookie=f"quartierspuls={people.tokens['alice']}").response
    assert seen.status_code == 200 and seen.content == images.show(people.alice, name)
    assert seen.headers["content-type"] == "image/jpeg"
    assert seen.headers["content-disposition"] == f'inline; filename="{name}"'
    assert (seen.headers["cache-control"], seen.headers["x-content-type-options"]) == ("no-store", "nosniff")
    number = name.removeprefix("image-").removesuffix(".jpg")
    assert phone.get(f"/download/image/{number}", Cookie=f"quartierspuls={people.tokens['alice']}").status == 200
    for other in ("bob", "chelsea", "dilek"):
        assert phone.get(path, Cookie=f"quartierspuls={people.tokens[other]}").status == 403
    for wrong in (f"image-{uuid4()}.jpg", "x", "..%2f..%2fetc", "image-%00.jpg"):
        assert phone.get(f"/download/image/{wrong}", Cookie=f"quartierspuls={people.tokens['alice']}").status == 404


# Hostile

PART = b'--edge\r\nContent-Disposition: form-data; name="why"\r\n\r\nWeil\r\n'
END = b"--edge--\r\n"
BODIES: dict[str, tuple[str, Callable[[], bytes], int]] = {
    "no boundary": ("multipart/form-data", lambda: PART + END, 400),
    "an empty boundary": ("multipart/form-data; boundary=", lambda: PART + END, 400),
    "a boundary of 5000 letters": ("multipart/form-data; boundary=" + "x" * 5000, lambda: PART + END, 400),
    "another boundary": ("multipart/form-data; boundary=other", lambda: PART + END, 400),
    "nothing": (MULTIPART, lambda: b"", 400),
    "only the end": (MULTIPART, lambda: END, 400),
    "no end": (MULTIPART, lambda: PART, 400),
    "cut in a header": (MULTIPART, lambda: PART[:30], 400),
    "no disposition": (MULTIPART, lambda: b"--edge\r\nX: y\r\n\r\nWeil\r\n" + END, 400),
    "no name": (MULTIPART, lambda: PART.replace(b'; name="why"', b"") + END, 400),
    "an attachment": (MULTIPART, lambda: PART.replace(b"form-data", b"attachment") + END, 400),
    "an unknown name": (MULTIPART, lambda: PART.replace(b"why", b"hobby") + END, 400),
    "a name that is no text": (MULTIPART, lambda: PART.replace(b"why", b"\xff\xfe") + END, 400),
    "words that are no text": (MULTIPART, lambda: PART.replace(b"Weil", b"\xff\xfe") + END, 400),
    "a header of a megabyte": (MULTIPART, lambda: PART.replace(b"why", b"x" * 2**20) + END, 400),
    "5000 headers": (MULTIPART, lambda: b"--edge\r\n" + b"X: y\r\n" * 5000 + b"\r\n\r\n" + END, 400),
    "3000 parts": (MULTIPART, lambda: PART * 3000 + END, 413),
    "words of a megabyte": (MULTIPART, lambda: PART.replace(b"Weil", b"x" * 2**20) + END, 413),
    "more than a form can be": (MULTIPART, lambda: PART.replace(b"Weil", bytes(multipart.LONGEST)) + END, 413),
}


@pytest.mark.parametrize("what", BODIES)
def test_a_hostile_form_in_pieces_meets_a_clear_page(phone: Any, asked: surveys.Survey, what: str) -> None:
    content_type, content, status = BODIES[what]
    phone.language = "ar"
    page = phone.raw(PATH, content(), content_type)
    assert page.status == status
    is_clear(page, "ar")
    assert there() == [] and multipart._held == 0


@pytest.mark.parametrize("control", ["why", "_instance", "hobby", "child.99.photo", "child.photo.1", ""])
def test_a_file_where_none_is_asked_for_is_refused(phone: Any, first: Any, control: str) -> None:
    content = body(filled_in(first) | {"_action": ["next"]}, {control: ("x.jpg", picture())})
    page = phone.raw(PATH, content, MULTIPART)
    assert page.status == 400
    is_clear(page, "de")
    assert there() == []


def test_two_files_under_one_control_are_refused(phone: Any, first: Any) -> None:
    one = body({}, {"spot": ("x.jpg", picture())}).removesuffix(END)
    page = phone.raw(PATH, one + body(filled_in(first), {"spot": ("y.jpg", picture("blue"))}), MULTIPART)
    assert page.status == 400 and there() == []


def test_a_form_without_a_length_is_not_read_for_ever(light: Any, asked: surveys.Survey) -> None:
    def endless() -> Any:
        yield b'--edge\r\nContent-Disposition: form-data; name="spot"; filename="x"\r\n\r\n'
        for _ in range(80):
            yield bytes(2**20)

    response = light.post(PATH, content=endless(), headers={"Content-Type": MULTIPART})
    assert response.status_code == 413
    assert multipart._held == 0


@pytest.mark.parametrize("length", ["-5", "99999999999999999999", "x", "1_0"])
def test_a_length_of_a_form_in_pieces_that_is_none_is_refused(light: Any, asked: surveys.Survey, length: str) -> None:
    headers = {"Content-Type": MULTIPART, "Content-Length": length}
    assert 400 <= light.post(PATH, content=PART + END, headers=headers).status_code < 500


def test_more_files_than_there_is_room_for_wait_for_others(
    phone: Any, first: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(multipart, "MOST_HELD", 100)
    page = press(phone, first, "next", {"spot": picture()})
    assert page.status == 503
    assert multipart._held == 0


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "image-x.jpg", "image-00000000-0000-4000-8000-000000000000.jpg", "\x00"]
)
def test_a_name_that_nobody_gave_out_stores_nothing(phone: Any, first: Any, name: str) -> None:
    page = press(phone, press(phone, first, "next", {"spot": picture()}), "next")
    page = press(phone, page, "submit", answers={"spot": [name]})
    assert page.status == 422 and page.summary == ["q-spot"]
    assert stored() == []
