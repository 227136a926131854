"""What everybody finds on arrival."""

from opening import opened, told
from pulse import questionnaire

from services import accounts, surveys
from services.may import Role

SLUG = "kurz-gefragt"
SHORT = questionnaire(SLUG)


def test_an_empty_house_says_what_to_do(people):
    assert "Unter „Umfragen“ öffnen Sie eine." in told(opened(people, "alice"))
    assert "Frühere Ergebnisse finden Sie unter „Ergebnisse“." in told(opened(people, "dilek"))


def test_what_is_open_is_shown_with_counts_only_for_those_who_may_know_them(people):
    surveys.publish(people.alice, SLUG, SHORT, partition="district")
    assert "Noch nicht geöffnet: Kurz gefragt" in told(opened(people, "alice"))
    surveys.open_survey(people.alice, SLUG, "Herbst")
    assert "Heute noch keine, 0 in allem." in told(opened(people, "alice"))
    bob = told(opened(people, "bob"))
    assert "Welle „Herbst“" in bob
    assert "in allem" not in bob


def test_an_account_without_a_role_is_told_whom_to_ask(people):
    accounts.take_role(people.alice, people.bob.user_id, Role.NETWORK_LEAD, people.networks["brunnenstrassenviertel"])
    assert "Ihr Konto hat noch keine Rolle" in told(opened(people, "bob"))
