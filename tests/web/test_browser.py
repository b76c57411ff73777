"""The page in a real browser: a headless Chromium, driven through its own driver."""

from __future__ import annotations

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.expected_conditions import (
    presence_of_element_located,
    staleness_of,
    url_contains,
)
from selenium.webdriver.support.wait import WebDriverWait

from tests.web.browsers import TIMEOUT_SECONDS, WITHOUT_JAVASCRIPT, Launch, console
from tests.web.editable import LINE

ARTICLE = "article/004_5336a5d1cd968246?q=cybercriminalité"
REMOVED = f"{ARTICLE}&removed=1"
REPRINTS = "reprints/004_5336a5d1cd968246"


def look_for(browser: Chrome, address: str, query: str) -> None:
    """Type a query into the box of the home page and press Enter."""
    browser.get(address)
    browser.find_element(By.NAME, "q").send_keys(query, Keys.ENTER)
    WebDriverWait(browser, TIMEOUT_SECONDS).until(url_contains("/search?"))


def found(browser: Chrome) -> list[str]:
    """Return the addresses that the hits link to."""
    links = browser.find_elements(By.CSS_SELECTOR, ".hit h2 a")
    return [link.get_attribute("href") or "" for link in links]


def test_two_words_are_typed_and_their_article_comes_first_with_both_marked(
    desktop: Chrome, address: str
) -> None:
    look_for(desktop, address, "cyberespace pacifique")
    assert "/article/000_5e3aa8eab155eee5" in found(desktop)[0]
    marks = desktop.find_elements(By.CSS_SELECTOR, ".hit:first-child mark")
    assert {mark.text for mark in marks} >= {"cyberespace", "pacifique"}
    box = desktop.find_element(By.NAME, "q")
    assert box.get_attribute("value") == "cyberespace pacifique"


def test_an_article_is_not_found_by_the_teaser_of_another(desktop: Chrome, address: str) -> None:
    look_for(desktop, address, "Cuba amitié")
    assert desktop.find_element(By.NAME, "q").get_attribute("value") == "Cuba amitié"
    assert not [link for link in found(desktop) if "000_5e3aa8eab155eee5" in link]


def unfold_what_was_removed(browser: Chrome, address: str) -> None:
    """Open an article from its result, check that what was removed is hidden, and unfold it."""
    look_for(browser, address, "cybercriminalité représentant cubain")
    browser.find_element(By.CSS_SELECTOR, ".hit a[href*='/article/004_']").click()
    removed = browser.find_elements(By.CSS_SELECTOR, ".removed")
    assert removed
    assert not any(passage.is_displayed() for passage in removed)
    browser.find_element(By.CSS_SELECTOR, ".reveal summary").click()
    assert all(passage.is_displayed() for passage in removed)
    assert any("Comment (0)" in passage.text for passage in removed)
    assert all(passage.find_element(By.CLASS_NAME, "reason").text for passage in removed)


def test_what_was_removed_of_an_article_unfolds(desktop: Chrome, address: str) -> None:
    unfold_what_was_removed(desktop, address)


def test_an_article_leads_back_to_its_results(desktop: Chrome, address: str) -> None:
    look_for(desktop, address, "cyberespace pacifique")
    desktop.find_element(By.CSS_SELECTOR, ".hit h2 a").click()
    assert desktop.find_element(By.TAG_NAME, "h1").text.startswith("Le Vietnam met l’accent")
    desktop.find_element(By.PARTIAL_LINK_TEXT, "Retour aux résultats").click()
    assert desktop.find_element(By.NAME, "q").get_attribute("value") == "cyberespace pacifique"


def test_everything_works_without_javascript(launch: Launch, address: str) -> None:
    browser = launch(prefs=WITHOUT_JAVASCRIPT)
    browser.get("data:text/html,<title>off</title><script>document.title = 'on'</script>")
    assert browser.title == "off"
    unfold_what_was_removed(browser, address)
    assert not browser.find_elements(By.CSS_SELECTOR, "button.copy:not([hidden])")
    assert not browser.find_element(By.CSS_SELECTOR, "button.theme").is_displayed()
    browser.find_element(By.CSS_SELECTOR, "[data-all] a[href='#m2']").click()
    assert browser.current_url.endswith("#m2")
    browser.find_element(By.LINK_TEXT, "English").click()
    browser.find_element(By.LINK_TEXT, "Help").click()
    browser.find_element(By.LINK_TEXT, "cyber*").click()
    assert browser.find_element(By.NAME, "q").get_attribute("value") == "cyber*"


PAGES = ["", "search?q=cybercriminalité", "search?q=zyzomys", ARTICLE, REMOVED, REPRINTS, "help"]
PAGES += ["corpus", "search?q=cybercriminalité&sort=newest&lang=en", f"{ARTICLE}&lang=en"]


@pytest.mark.parametrize("path", PAGES)
def test_no_page_writes_to_the_console(desktop: Chrome, address: str, path: str) -> None:
    console(desktop)
    desktop.get(address + path)
    assert console(desktop) == []


@pytest.mark.parametrize("path", [*PAGES, "search?q=" + "zyzomys" * 20, "article/rien"])
def test_pages_fit_a_phone_without_scrolling_sideways(
    phone: Chrome, address: str, path: str
) -> None:
    phone.get(address + path)
    for summary in phone.find_elements(By.TAG_NAME, "summary"):
        if summary.is_displayed():
            summary.click()
    width = phone.execute_script("return document.documentElement.scrollWidth")
    assert width == 360


def test_on_a_phone_the_filters_unfold(phone: Chrome, address: str) -> None:
    phone.get(address + "search?q=cybercriminalité")
    option = phone.find_element(By.CSS_SELECTOR, ".filters li a")
    assert not option.is_displayed()
    phone.find_element(By.CSS_SELECTOR, ".filters summary").click()
    assert option.is_displayed()


def is_visible(browser: Chrome, selector: str) -> bool:
    """Tell whether the browser shows an element, which the driver denies of a closed details."""
    script = "return document.querySelector(arguments[0]).checkVisibility()"
    return bool(browser.execute_script(script, selector))


def follow(browser: Chrome, selector: str) -> None:
    """Click a link that the driver takes for hidden, as a reader does: where it stands."""
    assert is_visible(browser, selector)
    browser.execute_script(
        "document.querySelector(arguments[0])"
        ".dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }))",
        selector,
    )


def test_on_a_desktop_the_filters_are_there(desktop: Chrome, address: str) -> None:
    desktop.get(address + "search?q=cybercriminalité")
    assert is_visible(desktop, ".filters li a")


def chips(browser: Chrome) -> list[str]:
    return [chip.text for chip in browser.find_elements(By.CSS_SELECTOR, ".chips a")]


def total(browser: Chrome) -> str:
    return browser.find_element(By.CSS_SELECTOR, ".count strong").text


def test_a_facet_becomes_a_chip_and_the_chip_takes_it_back(desktop: Chrome, address: str) -> None:
    desktop.get(address + "search?q=cybercriminalité")
    before = total(desktop)
    follow(desktop, ".filters a[href*='site=dantri.com.vn']")
    assert total(desktop) == "1 article"
    assert any("dantri.com.vn" in chip for chip in chips(desktop))
    desktop.find_element(By.CSS_SELECTOR, ".chips a[href$='cybercriminalit%C3%A9']").click()
    assert total(desktop) == before
    desktop.back()
    assert total(desktop) == "1 article"


def test_a_bar_of_the_histogram_can_be_clicked(desktop: Chrome, address: str) -> None:
    desktop.get(address + "search?q=cybercriminalité")
    follow(desktop, ".histogram a")
    assert "month=" in desktop.current_url or "year=" in desktop.current_url
    assert desktop.find_elements(By.CSS_SELECTOR, ".histogram .chosen")


def test_results_are_walked_and_opened_by_keys(desktop: Chrome, address: str) -> None:
    desktop.get(address + "search?q=cybercriminalité")
    body = desktop.find_element(By.TAG_NAME, "body")
    body.send_keys("j")
    desktop.switch_to.active_element.send_keys("j")
    desktop.switch_to.active_element.send_keys("k")
    first = desktop.switch_to.active_element
    assert first.get_attribute("href") == found(desktop)[0]
    first.send_keys(Keys.ENTER)
    assert "/article/" in desktop.current_url


def test_a_slash_leads_to_the_box_and_a_question_mark_to_the_help(
    desktop: Chrome, address: str
) -> None:
    desktop.get(address + ARTICLE)
    desktop.find_element(By.TAG_NAME, "body").send_keys("/")
    box = desktop.switch_to.active_element
    assert box.get_attribute("name") == "q"
    box.send_keys("?n")
    assert box.get_attribute("value") == "?n"
    desktop.get(address + ARTICLE)
    desktop.find_element(By.TAG_NAME, "body").send_keys("?")
    WebDriverWait(desktop, TIMEOUT_SECONDS).until(url_contains("/help"))


def test_marks_are_walked_by_keys_and_links_and_begin_anew(desktop: Chrome, address: str) -> None:
    desktop.get(address + ARTICLE)
    marks = desktop.find_elements(By.CSS_SELECTOR, "article mark")
    counter = desktop.find_element(By.CSS_SELECTOR, "[data-current]")
    desktop.find_element(By.TAG_NAME, "body").send_keys("n")
    assert desktop.switch_to.active_element == marks[0]
    desktop.switch_to.active_element.send_keys("n")
    assert desktop.switch_to.active_element == marks[1]
    assert (counter.text, desktop.current_url.rpartition("#")[2]) == ("2", "m2")
    desktop.find_element(By.CSS_SELECTOR, "[data-previous]").click()
    desktop.find_element(By.CSS_SELECTOR, "[data-previous]").click()
    assert desktop.switch_to.active_element == marks[-1]
    assert counter.text == str(len(marks))
    desktop.find_element(By.CSS_SELECTOR, "[data-next]").click()
    assert desktop.switch_to.active_element == marks[0]


def test_a_result_leads_to_its_passage(desktop: Chrome, address: str) -> None:
    desktop.get(address + "search?q=représentant+sud-africain")
    desktop.find_element(By.CSS_SELECTOR, ".hit a[href*='article/004_'][href*=':~:text=']").click()
    WebDriverWait(desktop, TIMEOUT_SECONDS).until(
        lambda browser: browser.execute_script("return scrollY") > 500
    )


def test_going_back_from_marks_leads_out_of_the_article(desktop: Chrome, address: str) -> None:
    look_for(desktop, address, "cybercriminalité")
    desktop.find_element(By.CSS_SELECTOR, ".hit h2 a").click()
    for _ in range(3):
        desktop.find_element(By.CSS_SELECTOR, "[data-next]").click()
    desktop.back()
    assert "/search?" in desktop.current_url


def test_an_address_opens_what_was_removed(desktop: Chrome, address: str) -> None:
    desktop.get(address + REMOVED)
    assert desktop.find_element(By.CLASS_NAME, "removed").is_displayed()


def color(browser: Chrome) -> str:
    script = "return getComputedStyle(document.documentElement).backgroundColor"
    return str(browser.execute_script(script))


def test_the_theme_goes_from_system_to_light_to_dark_and_stays(
    launch: Launch, address: str
) -> None:
    browser = launch()
    browser.get(address)
    told = []
    for _ in range(3):
        button = browser.find_element(By.CSS_SELECTOR, "button.theme")
        told.append((button.text.split()[-1], color(browser)))
        button.click()
    light, dark = "rgb(251, 250, 246)", "rgb(21, 21, 19)"
    assert told == [("Système", light), ("Clair", light), ("Sombre", dark)]
    browser.find_element(By.CSS_SELECTOR, "button.theme").click()
    browser.find_element(By.CSS_SELECTOR, "button.theme").click()
    browser.get(address + "help")
    assert color(browser) == dark


def test_the_language_is_switched_and_kept(desktop: Chrome, address: str) -> None:
    desktop.get(address + "search?q=cybercriminalité")
    desktop.find_element(By.LINK_TEXT, "English").click()
    desktop.find_element(By.CSS_SELECTOR, ".hit h2 a").click()
    assert desktop.find_element(By.PARTIAL_LINK_TEXT, "Back to the results")
    desktop.find_element(By.NAME, "q").send_keys(" Hanoï", Keys.ENTER)
    WebDriverWait(desktop, TIMEOUT_SECONDS).until(url_contains("Hano"))
    assert desktop.find_element(By.TAG_NAME, "html").get_attribute("lang") == "en"
    desktop.find_element(By.LINK_TEXT, "Français").click()
    assert desktop.find_element(By.TAG_NAME, "html").get_attribute("lang") == "fr"


def test_a_citation_can_be_copied(desktop: Chrome, address: str) -> None:
    desktop.execute_cdp_cmd(
        "Browser.grantPermissions",
        {"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]},
    )
    desktop.get(address + ARTICLE)
    button = desktop.find_element(By.CSS_SELECTOR, "button.copy")
    button.click()
    WebDriverWait(desktop, TIMEOUT_SECONDS).until(lambda _: button.text == "Copié")
    copied = desktop.execute_async_script("navigator.clipboard.readText().then(arguments[0])")
    assert copied == desktop.find_element(By.ID, "citation").text


def press_beside(browser: Chrome, line: str) -> None:
    """Press the button of a line as a keyboard does, and wait until the article is there again."""
    block = f"//article//*[not(self::s)][contains(., '{line}')]"
    button = browser.find_element(
        By.XPATH, f"({block}/following-sibling::p[@class='rule'][1]/button)[1]"
    )
    browser.execute_script("arguments[0].focus()", button)
    WebDriverWait(browser, TIMEOUT_SECONDS).until(
        lambda _: button.value_of_css_property("opacity") == "1"
    )
    button.send_keys(Keys.ENTER)
    WebDriverWait(browser, TIMEOUT_SECONDS).until(staleness_of(button))
    WebDriverWait(browser, TIMEOUT_SECONDS).until(url_contains("/article/"))


def add_a_rule_and_take_it_back(browser: Chrome, address: str) -> None:
    browser.get(f"{address}article/a?q=budget")
    press_beside(browser, LINE)
    assert "q=budget" in browser.current_url
    [removed] = browser.find_elements(By.CLASS_NAME, "removed")
    assert LINE in removed.text
    assert "toujours retiré" in removed.text
    button = removed.find_element(By.TAG_NAME, "button")
    assert button.get_attribute("textContent") == "Annuler la règle"
    press_beside(browser, LINE)
    assert not browser.find_elements(By.CLASS_NAME, "removed")
    assert LINE in browser.find_element(By.TAG_NAME, "article").text


def test_a_rule_is_added_the_article_cleaned_again_and_the_rule_taken_back(
    desktop: Chrome, editable_address: str
) -> None:
    add_a_rule_and_take_it_back(desktop, editable_address)


def test_a_rule_is_added_without_javascript(launch: Launch, editable_address: str) -> None:
    add_a_rule_and_take_it_back(launch(prefs=WITHOUT_JAVASCRIPT), editable_address)


def test_buttons_for_rules_appear_where_the_pointer_is(
    desktop: Chrome, editable_address: str
) -> None:
    desktop.get(f"{editable_address}article/a")
    button = desktop.find_element(By.CSS_SELECTOR, ".text > .rule button")
    assert button.value_of_css_property("opacity") == "0"
    ActionChains(desktop).move_to_element(
        desktop.find_element(By.CSS_SELECTOR, "article > .lead, article > .body")
    ).perform()
    assert button.value_of_css_property("opacity") == "1"


def test_the_index_is_made_again_by_a_button(desktop: Chrome, editable_address: str) -> None:
    desktop.get(f"{editable_address}corpus")
    button = desktop.find_element(By.CSS_SELECTOR, ".reindex button")
    button.click()
    WebDriverWait(desktop, TIMEOUT_SECONDS).until(url_contains("/corpus#run"))
    assert desktop.find_element(By.CSS_SELECTOR, "[role='status']").text == "Rien n’avait changé."


STUB = """
window.fetch = async (address) => ({ ok: true, json: async () => ({ suggestions: [
  { text: "cybercriminalité", kind: "word", highlights: [[0, 5]] },
  { text: "cyberespace", kind: "word", highlights: [[0, 5]] },
] }) });
"""


def test_suggestions_are_chosen_by_keyboard(desktop: Chrome, address: str) -> None:
    desktop.get(address)
    desktop.execute_script("localStorage.clear()")
    desktop.execute_script(STUB)
    box = desktop.find_element(By.NAME, "q")
    box.send_keys("cyber")
    wait = WebDriverWait(desktop, TIMEOUT_SECONDS)
    wait.until(lambda _: box.get_attribute("aria-expanded") == "true")
    box.send_keys(Keys.ARROW_DOWN, Keys.ARROW_DOWN)
    assert box.get_attribute("value") == "cyberespace"
    chosen = desktop.find_element(By.ID, box.get_attribute("aria-activedescendant") or "")
    assert (chosen.text, chosen.get_attribute("aria-selected")) == ("cyberespace", "true")
    box.send_keys(Keys.ESCAPE)
    assert box.get_attribute("value") == "cyber"
    assert box.get_attribute("aria-expanded") == "false"
    box.send_keys(Keys.ARROW_DOWN)
    wait.until(lambda _: box.get_attribute("aria-expanded") == "true")
    box.send_keys(Keys.ARROW_DOWN, Keys.ENTER)
    wait.until(url_contains("/search?"))
    assert desktop.find_element(By.NAME, "q").get_attribute("value") == "cybercriminalité"


def test_what_is_suggested_comes_from_the_index_and_is_searched_by_keyboard_alone(
    desktop: Chrome, address: str
) -> None:
    desktop.get(f"{address}?lang=fr")
    desktop.execute_script("localStorage.clear()")
    box = desktop.find_element(By.NAME, "q")
    box.send_keys("convention de h")
    option = WebDriverWait(desktop, TIMEOUT_SECONDS).until(
        presence_of_element_located((By.CSS_SELECTOR, "[role=option]"))
    )
    assert option.text == "convention de Hanoï"
    box.send_keys(Keys.ARROW_DOWN, Keys.ENTER)
    WebDriverWait(desktop, TIMEOUT_SECONDS).until(url_contains("/search"))
    searched = desktop.find_element(By.NAME, "q").get_attribute("value")
    assert searched == "convention de Hanoï"
    assert desktop.find_elements(By.CSS_SELECTOR, ".hit mark")
