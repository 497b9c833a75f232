from lantoa.contest.contests.templatetags.rules_text import rules_text


def test_headings_lists_and_paragraphs():
    body = "# Thể lệ\n\nMột\nHai\n- a\n- b\nBa"
    assert rules_text(body).split("\n") == [
        "<h2>Thể lệ</h2>",
        "<p>Một<br>Hai</p>",
        "<ul><li>a</li><li>b</li></ul>",
        "<p>Ba</p>",
    ]


def test_markup_of_the_author_is_only_text():
    made = rules_text("# <script>\n\n- <b onclick=x>\n\n<img src=x> & co")
    assert "<script" not in made
    assert "<b " not in made
    assert "<p>&lt;img src=x&gt; &amp; co</p>" in made


def test_nothing_is_nothing():
    assert rules_text(None) == ""
