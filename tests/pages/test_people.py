"""Coordinators run the list of staff."""

from opening import opened, told
from pulse import questionnaire

from services import accounts, surveys
from services.may import Role
from ui import state

PAGE = "coordinator/people"


def add(at, name, email, role, network=None):
    at.text_input(key="new_name").set_value(name)
    at.text_input(key="new_email").set_value(email)
    at.radio(key="new_role").set_value(role)
    at.selectbox(key="new_network").set_value(network)
    next(one for one in at.button if one.label == "Konto anlegen").click().run()
    assert not at.exception, at.exception


def test_a_person_comes_gets_a_role_and_goes(people):
    at = opened(people, "alice", PAGE)
    add(at, "Emil", "emil@example.org", Role.FACILITATOR)
    link = at.code[0].value
    assert link.startswith("http://localhost:8501/reset/")
    assert accounts.link_is_for(link.rpartition("/")[2]) == "emil@example.org"
    at.button(key="handed_over").click().run()
    assert not at.code
    assert state.NEW_LINK not in at.session_state

    emil = next(one for one in accounts.people(people.alice) if one.name == "Emil")
    at.selectbox(key="chosen_person").set_value(emil.id).run()
    at.selectbox(key=f"give_role_{emil.id}").set_value(Role.NETWORK_LEAD)
    at.selectbox(key=f"give_network_{emil.id}").set_value(people.networks["dorstfeld"])
    next(one for one in at.button if one.label == "Rolle geben").click().run()
    assert (Role.NETWORK_LEAD, people.networks["dorstfeld"]) in next(
        one for one in accounts.people(people.alice) if one.id == emil.id
    ).roles
    assert "Netzwerkverantwortliche (Dorstfeld)" in told(at)

    at.button(key=f"take_{emil.id}_{Role.FACILITATOR}_None").click().run()
    assert Role.FACILITATOR not in {
        role for role, _ in next(one for one in accounts.people(people.alice) if one.id == emil.id).roles
    }

    at.button(key=f"remove_{emil.id}").click().run()
    at.button(key="remove_now").click().run()
    assert "Emil" not in {one.name for one in accounts.people(people.alice)}


def test_what_is_refused_is_said_with_what_to_do(people):
    at = opened(people, "alice", PAGE)
    add(at, "Emil", "keine Adresse", Role.VIEWER)
    assert "Das ist keine E-Mail-Adresse" in told(at)
    add(at, "Emil", "bob@example.org", Role.VIEWER)
    assert "gibt es schon" in told(at)
    add(at, "Emil", "emil@example.org", Role.NETWORK_LEAD)
    assert "brauchen ein Netzwerk" in told(at)
    at.selectbox(key="chosen_person").set_value(people.alice.user_id).run()
    at.button(key=f"take_{people.alice.user_id}_{Role.COORDINATOR}_None").click().run()
    assert "niemand mehr koordinieren" in told(at)


def test_the_right_on_raw_data_is_given_and_taken_per_survey(people):
    survey = surveys.publish(people.alice, "kurz-gefragt", questionnaire("kurz-gefragt"), partition="district")
    bob = people.bob.user_id
    at = opened(people, "alice", PAGE)
    at.selectbox(key="chosen_person").set_value(bob).run()
    for wanted in ([survey.id], []):
        at.multiselect(key=f"raw_{bob}").set_value(wanted).run()
        at.button(key=f"save_raw_{bob}").click().run()
        assert accounts.raw_rights(people.alice, bob) == frozenset(wanted)
    assert "hat das Recht auf Rohdaten gegeben" in set(at.table[-1].value["Was"])


def test_a_link_for_a_new_password_is_shown_once(people):
    at = opened(people, "alice", PAGE)
    at.selectbox(key="chosen_person").set_value(people.bob.user_id).run()
    at.button(key=f"reset_{people.bob.user_id}").click().run()
    assert accounts.link_is_for(at.code[0].value.rpartition("/")[2]) == "bob@example.org"


def test_the_names_of_people_are_shown_as_they_are(people):
    accounts.create_user("mallory@example.org", "![](http://example.com/x.png)", [(Role.VIEWER, None)])
    at = opened(people, "alice", PAGE)
    assert not any("![](" in name for name in at.table[0].value["Name"])
