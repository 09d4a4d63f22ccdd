"""Pictures of the page for docs/, each with the words of the chats that it shows.

A picture that is out of date is found by its words: pixels differ from one Chromium, and from one
font, to the next.
"""

from io import BytesIO

from PIL import Image
from PIL.PngImagePlugin import PngInfo
from playwright.async_api import Page

from tests.quality.sources import ROOT

FOLDER = ROOT / "docs" / "pictures"
COLOURS = 256
SHOWN = '[data-testid="message-text"], [data-testid="inline-button"], [data-testid="reply-button"]'


class Album:
    """Draws what is out of date, or all; or only notes in `stale` what should be drawn."""

    def __init__(self, wish: str) -> None:
        self._wish = wish
        self.stale: list[str] = []

    async def take(self, page: Page, name: str, words: str | None = None) -> None:
        """`words` are those that matter, where these are not all of the page's chats."""
        words = await shown(page) if words is None else words
        # In whatever order: what was written to the pulse is shuffled anew each time, on purpose.
        if self._wish != "all" and sorted(words.split()) == sorted((kept(name) or "").split()):
            return
        if not self._wish:
            self.stale.append(name)
            return
        await page.mouse.move(0, 0)
        await page.evaluate("document.activeElement.blur()")
        draw(await page.screenshot(animations="disabled"), words, name)


async def shown(page: Page) -> str:
    texts = await page.locator(SHOWN).all_inner_texts()
    return "\n".join(" ".join(text.split()) for text in texts)


def kept(name: str) -> str | None:
    """The words of the picture that docs/ has."""
    path = FOLDER / f"{name}.png"
    if not path.exists():
        return None
    with Image.open(path) as picture:
        return str(picture.info.get("Description", ""))


def draw(screenshot: bytes, words: str, name: str) -> None:
    (FOLDER / name).parent.mkdir(parents=True, exist_ok=True)
    about = PngInfo()
    about.add_itxt("Description", words)
    picture = Image.open(BytesIO(screenshot)).convert("RGB")
    few = picture.quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(FOLDER / f"{name}.png", optimize=True, pnginfo=about)
