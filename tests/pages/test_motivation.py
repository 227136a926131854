"""What a network lead and a coordinator read on the motivation page."""

import pytest
from opening import opened, told
from pulse import HOME, PULSE, SLUG, WAVE_1, answers, send

from services import results, surveys

PAGE = "network/motivation"


@pytest.fixture
def pulse(people, noon, monkeypatch):
    monkeypatch.setattr(results, "LOOK_AGAIN", 0.0)
    surveys.publish(people.alice, SLUG, PULSE, partition="network")
    surveys.open_survey(people.alice, SLUG, "Frühjahr 2026")
    return people


def test_before_the_first_wave_the_page_says_what_is_to_come(people):
    assert "Noch gibt es hier nichts zu lesen" in told(opened(people, "bob", PAGE))


def test_a_coordinator_reads_the_whole_report(pulse):
    send(WAVE_1)
    words = told(opened(pulse, "alice", PAGE))
    assert "Die Motivation liegt bei 69 von 100." in words
    assert "Das sagen 12 Antworten. Genauer als 55 bis 83 lässt es sich mit ihnen nicht sagen." in words
    assert "Netzwerk-Nutzen-Index 63,5" in words
    assert "9 von 12; 47\xa0% bis 91\xa0%" in words
    assert "eNPS +25,0 (95 %: −15,8 bis +65,8), n = 12" in words
    assert "Das ist die erste Welle" in words


def test_a_lead_reads_why_something_is_missing_while_the_wave_is_open(pulse):
    send(WAVE_1)
    words = told(opened(pulse, "bob", PAGE))
    assert "Die Motivation liegt bei 65 von 100." in words
    assert "Auf 5 Punkte gerundet, denn bisher sind erst 5 Antworten freigegeben." in words
    assert "Die Welle läuft noch" in words
    assert "Ab 10 Antworten: Netzwerk-Nutzen-Index, Autonome Motivation" in words
    assert "Ab 20 Antworten in jeder Welle" in words


def test_too_few_people_are_not_even_counted(pulse):
    send(WAVE_1[:4])
    surveys.close_survey(pulse.alice, SLUG)
    words = told(opened(pulse, "bob", PAGE))
    assert "Hier lässt sich noch nichts zeigen." in words
    assert "Sind es weniger, nennen wir auch nicht, wie viele" in words
    assert "4" not in words.replace("2026", "")


def test_a_change_between_waves_is_said_in_words_and_figures(pulse):
    send(answers(2, 20))
    surveys.close_survey(pulse.alice, SLUG)
    surveys.open_survey(pulse.alice, SLUG, "Herbst 2026")
    send(answers(4, 20))
    surveys.close_survey(pulse.alice, SLUG)
    at = opened(pulse, "bob", PAGE)
    assert "Seit „Frühjahr 2026“ ist die Motivation gestiegen" in told(at)
    assert "Unterschied +50,0 Punkte" in told(at)
    assert "Hedges g" in told(at)
    first = next(one for one in at.selectbox if one.label == "Welle")
    first.set_value(
        first.value.__class__(
            *(getattr(surveys.waves(surveys.by_slug(SLUG))[0], name) for name in first.value.__slots__)
        )
    ).run()
    assert "Das ist die erste Welle" in told(at)


def test_networks_stand_side_by_side_for_a_coordinator(pulse):
    send(answers(2, 20))
    send(answers(4, 20), "maerchensiedlung")
    at = opened(pulse, "alice", PAGE)
    assert "Die Netzwerke nebeneinander" in told(at)
    shown = next(one.value for one in at.table if "Märchensiedlung" in list(one.value.iloc[:, 0]))
    assert list(shown.iloc[:, 0]) == ["Märchensiedlung", "Brunnenstraßenviertel", "Dorstfeld"]
    at.selectbox[0].set_value(pulse.networks[HOME]).run()
    assert not at.exception
    assert "Die Motivation liegt bei 25 von 100." in told(at)


def test_the_page_speaks_english(pulse):
    send(WAVE_1)
    assert "Motivation stands at 69 out of 100." in told(opened(pulse, "alice", PAGE, "en"))
