"""Numbers and nouns as the pages say them."""

from hypothesis import given
from hypothesis import strategies as st

from cells.templatetags.look import counted, counted_words, in_words


def test_numbers_up_to_ten_are_words_and_larger_ones_figures():
    assert [in_words(n) for n in (0, 1, 3, 10, 11, 1451)] == [
        "no",
        "one",
        "three",
        "ten",
        "11",
        "1,451",
    ]


def test_a_heading_may_ask_for_words_up_to_99():
    assert [in_words(n, 99) for n in (12, 20, 24, 99, 100)] == [
        "twelve",
        "twenty",
        "twenty-four",
        "ninety-nine",
        "100",
    ]


def test_every_number_up_to_99_has_a_word_of_its_own():
    assert len({in_words(n, 99) for n in range(100)}) == 100


@given(st.integers(min_value=0))
def test_only_one_is_singular(number):
    assert counted(number, "point").endswith("point" if number == 1 else "points")
    assert counted(number, "reply,replies").endswith("reply" if number == 1 else "replies")


def test_counted_words_reads_like_a_sentence():
    assert [counted_words(n, "point") for n in (0, 1, 2, 12)] == [
        "no points",
        "one point",
        "two points",
        "12 points",
    ]
