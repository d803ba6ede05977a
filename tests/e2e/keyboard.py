"""A person without a mouse: moves with Tab, sees where the keyboard is at each stop, and presses keys."""

from playwright.sync_api import Page

FARTHEST = 150
WHERE = """wanted => {
    const stop = document.activeElement;
    const frames = [stop, stop.closest('.choice')].filter(Boolean).map(each => getComputedStyle(each));
    const isSeen = frames.some(each => each.outlineStyle !== 'none' && parseFloat(each.outlineWidth) > 0);
    return [stop === document.body ? '' : stop.outerHTML.slice(0, 120), isSeen, stop.matches(wanted)];
}"""


def tab_to(page: Page, wanted: str) -> None:
    """Press Tab until what this selector finds has the focus; fail where a stop on the way is not to be seen."""
    page.locator(wanted).first.wait_for(state="attached")
    for _ in range(FARTHEST):
        page.keyboard.press("Tab")
        stop, is_seen, is_wanted = page.evaluate(WHERE, wanted)
        assert is_seen or not stop, f"Nobody sees that the keyboard is at {stop} on {page.url}"
        if is_wanted:
            return
    raise AssertionError(f"The keyboard does not reach {wanted} on {page.url}")


def press_at(page: Page, wanted: str, key: str = "Enter") -> None:
    """Go there and press a key."""
    tab_to(page, wanted)
    page.keyboard.press(key)


def write_at(page: Page, wanted: str, words: str) -> None:
    """Go to a field and type."""
    tab_to(page, wanted)
    page.keyboard.type(words)


def press(page: Page, keys: str) -> None:
    """Press keys one after the other, as fast as they come."""
    for key in keys.split():
        page.keyboard.press(key)
