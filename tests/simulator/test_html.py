import pytest

from bot.simulator.errors import ApiError
from bot.simulator.html_entities import parse_html
from bot.simulator.text import found_entities, trimmed, units


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("a &lt;b&gt; &amp; &quot;c&quot; &#241; &#xF1;", 'a <b> & "c" ñ ñ', []),
        ("<b>uno</b>", "uno", [("bold", 0, 3)]),
        ("<STRONG>uno</STRONG>", "uno", [("bold", 0, 3)]),
        ("😀<i>uno</i>", "😀uno", [("italic", 2, 3)]),
        ("<u>a<s>b</s></u>", "ab", [("underline", 0, 2), ("strikethrough", 1, 1)]),
        ("<ins>a</ins><del>b</del>", "ab", [("underline", 0, 1), ("strikethrough", 1, 1)]),
        ('<span class="tg-spoiler">x</span>', "x", [("spoiler", 0, 1)]),
        ("<tg-spoiler>x</tg-spoiler>", "x", [("spoiler", 0, 1)]),
        ("<blockquote>x</blockquote>", "x", [("blockquote", 0, 1)]),
        ("<blockquote expandable>x</blockquote>", "x", [("expandable_blockquote", 0, 1)]),
        ("<b>a</><i></i>", "a", [("bold", 0, 1)]),
        ("<b>x<code>a</code></b>", "xa", [("bold", 0, 2), ("code", 1, 1)]),
        ("<code>a<b>b</b></code>", "ab", [("code", 0, 2)]),
        ("1 & 2 &c", "1 & 2 &c", []),
    ],
)
def test_html_becomes_text_and_entities(
    source: str, text: str, entities: list[tuple[str, int, int]]
) -> None:
    """Offsets are counted in UTF-16 units, as Telegram counts them."""
    shown, found = parse_html(source)

    assert shown == text
    assert [(e["type"], e["offset"], e["length"]) for e in found] == entities


def test_tags_with_an_argument_keep_it() -> None:
    """Links, languages of code and custom emoji."""
    _, link = parse_html("<a href='https://ayni.example/a?b=1&amp;c=2'>aquí</a>")
    _, own = parse_html("<a>ayni.example</a>")
    _, nowhere = parse_html('<a href="nowhere">aquí</a>')
    _, code = parse_html('<pre><code class="language-python">x</code></pre>')
    _, emoji = parse_html('<tg-emoji emoji-id="5368324170671202286">👍</tg-emoji>')

    assert link[0]["url"] == "https://ayni.example/a?b=1&c=2"
    assert own[0]["url"] == "http://ayni.example/"
    assert nowhere == []
    assert code == [{"type": "pre", "offset": 0, "length": 1, "language": "python"}]
    assert emoji[0]["custom_emoji_id"] == "5368324170671202286"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b><i>a</b></i>", 'Unmatched end tag, expected "</i>", found "</b>" at byte offset 7'),
        ("ñ</b>", "Unexpected end tag at byte offset 2"),
        ("<p>a</p>", 'Unsupported start tag "p" at byte offset 0'),
        ("5 < 6", 'Unsupported start tag "" at byte offset 2'),
        ("<b", "Unclosed start tag at byte offset 0"),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ("<a href=x$>y</a>", "Unexpected end of name token at byte offset 8"),
        ('<a ="x">y</a>', 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<b>a</b", "Unclosed end tag at byte offset 4"),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<tg-emoji>a</tg-emoji>", "Invalid custom emoji identifier specified"),
        ("a&nbsp;b", 'Unsupported character "&nbsp;" at byte offset 1'),
    ],
)
def test_broken_html_is_refused_in_telegrams_words(source: str, words: str) -> None:
    """And with the place in bytes."""
    with pytest.raises(ApiError) as refused:
        parse_html(source)

    assert refused.value.description == f"Bad Request: can't parse entities: {words}"


def test_telegram_finds_commands_links_and_mentions_itself() -> None:
    """The bot's handlers of commands rely on the entity."""
    text = "😀 /venta de https://ayni.example/x, a @ana_rojas y a@b.co #miel 1/2 a/b"
    entities = found_entities(text, [])

    assert [(e["type"], e["offset"], e["length"]) for e in entities] == [
        ("bot_command", 3, 6),
        ("url", 13, 22),
        ("mention", 39, 10),
        ("email", 52, 6),
        ("hashtag", 59, 5),
    ]


def test_commands_are_found_in_bold_but_not_in_code() -> None:
    """Nor in a link."""
    text, given = parse_html("<b>/uno</b> <code>/dos</code> <a href='https://a.co'>/tres</a>")
    found = found_entities(text, given)

    assert [(e["type"], e["offset"]) for e in found] == [
        ("bold", 0),
        ("bot_command", 0),
        ("code", 5),
        ("text_link", 10),
    ]


def test_white_space_at_the_ends_goes_and_entities_move() -> None:
    """Telegram trims every text."""
    text, entities = trimmed("  hola \n", [{"type": "bold", "offset": 1, "length": 7}])

    assert (text, entities) == ("hola", [{"type": "bold", "offset": 0, "length": 4}])
    assert units("a😀") == 3
