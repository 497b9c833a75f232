from hypothesis import given
from hypothesis import strategies as st

from lantoa.pure.kernel.text import fold, normalise, slug, sort_key


def test_fold_finds_da_nang_without_marks():
    assert fold("Đà Nẵng") == "da nang"


def test_fold_treats_both_tone_styles_alike():
    assert fold("hòa") == fold("hoà") == "hoa"


def test_fold_knows_eth_as_d():
    assert fold("Ðà Nẵng") == fold("Đà Nẵng")


def test_normalise_undoes_fancy_letters_and_decomposed_names():
    assert normalise("𝗖𝘂𝗼̣̂𝗰 𝘁𝗵𝗶") == "Cuộc thi"
    assert normalise("  Sơn\u200b   Tây ") == "Sơn Tây"


def test_slug_cuts_at_a_words_edge():
    assert slug("Học tập và làm theo", limit=12) == "hoc-tap-va"


def test_slug_of_signs_only_is_empty():
    assert slug("!!!") == ""


def test_sorting_follows_the_vietnamese_alphabet():
    names = ["Đinh", "Dung", "Đỗ", "Dương", "Đàm"]
    assert sorted(names, key=sort_key) == ["Dung", "Dương", "Đàm", "Đinh", "Đỗ"]


def test_sorting_lets_letters_decide_before_tones():
    assert sorted(["á", "ạ", "à", "a", "ă", "ả", "ã"], key=sort_key) == ["a", "à", "ả", "ã", "á", "ạ", "ă"]


@given(st.text(max_size=60))
def test_normalise_twice_changes_nothing_more(text):
    assert normalise(normalise(text)) == normalise(text)


@given(st.text(max_size=60))
def test_slug_is_safe_in_an_address(text):
    made = slug(text, limit=20)
    assert len(made) <= 20
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
