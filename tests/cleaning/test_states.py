import pickle

from search.cleaning.states import State
from search.models import Label


def test_a_state_is_its_name_and_knows_its_label() -> None:
    assert State("tail chrome") is State.TAIL_CHROME
    assert State.TAIL_CHROME.label is Label.CHROME
    assert State.TITLE.label is Label.TITLE


def test_labels_of_an_article_are_kept() -> None:
    kept = {label for label in Label if label.is_kept}
    assert kept == {Label.TITLE, Label.LEAD, Label.BODY, Label.CAPTION}


def test_a_label_stays_itself_in_another_process() -> None:
    assert pickle.loads(pickle.dumps(Label.BODY)) is Label.BODY
    assert pickle.loads(pickle.dumps(State.LEAD)) is State.LEAD
