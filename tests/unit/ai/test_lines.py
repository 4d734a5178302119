from code24.ai.lines import Line, lines_of, plain

MENU = """Welcome to our house.
We cook
with the seasons.

Starters:
- Soup 4 €
  with bread
- Salad: 6 €

**Mains**
Pie 12 €
Stew 14 €

Come hungry."""


def test_lists_know_their_headings_and_what_hangs_below_them() -> None:
    assert list(lines_of(MENU, "en")) == [
        Line("Welcome to our house."),
        Line("We cook with the seasons."),
        Line("Soup 4 €", entry=True, heading="Starters", more="with bread"),
        Line("Salad: 6 €", entry=True, heading="Starters"),
        Line("Pie 12 €", entry=True, heading="Mains"),
        Line("Stew 14 €", entry=True, heading="Mains"),
        Line("Come hungry."),
    ]


def test_prose_ends_a_list_and_its_heading() -> None:
    lines = list(lines_of("Teas:\n- Green\nWe also bake.\n- Rye", "en"))
    assert [(line.text, line.heading) for line in lines if line.entry] == [("Green", "Teas"), ("Rye", "")]


def test_a_line_that_leads_to_no_list_is_prose() -> None:
    assert list(lines_of("Our promise:\nGood bread.", "en")) == [Line("Our promise:"), Line("Good bread.")]


def test_html_lists_and_check_marks_are_lists() -> None:
    html = "<ul><li>Rye</li><li>Oats</li></ul>"
    assert [line.text for line in lines_of(html, "en") if line.entry] == ["Rye", "Oats"]
    assert [line.text for line in lines_of("✅ Rye\n✓ Oats", "en") if line.entry] == ["Rye", "Oats"]


def test_code_is_taken_away_with_what_it_holds() -> None:
    assert plain("a<script>b</script>c<!-- d -->e") == "a c e"
