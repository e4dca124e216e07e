import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import PatternError, UnknownNameError
from graph.patterns import parse_pattern


def test_a_pattern_is_a_type_and_its_steps():
    pattern = parse_pattern(
        "Organization <-INVESTED_IN- Organization -DEVELOPS|USES-> Technology -*- *"
    )

    assert pattern.start == {"Organization"}
    assert [step.direction for step in pattern.steps] == ["backward", "forward", "either"]
    assert [set(step.relations) for step in pattern.steps] == [
        {"INVESTED_IN"}, {"DEVELOPS", "USES"}, set(),
    ]  # fmt: skip
    assert [set(step.types) for step in pattern.steps] == [{"Organization"}, {"Technology"}, set()]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Policy-GOVERNS->Technology", id="no spaces"),
        pytest.param("  Policy  - GOVERNS ->\tTechnology ", id="spaces everywhere"),
        pytest.param("policy -governs-> TECHNOLOGY", id="any case"),
        pytest.param("政策 -规范-> 技术", id="Chinese names"),
    ],
)
def test_one_pattern_can_be_written_in_several_ways(text):
    assert parse_pattern(text) == parse_pattern("Policy -GOVERNS-> Technology")


@pytest.mark.parametrize(
    ("text", "position"),
    [
        pytest.param("", 0, id="nothing"),
        pytest.param("Policy", 6, id="no arrow"),
        pytest.param("Policy Technology", 7, id="two types side by side"),
        pytest.param("Policy -GOVERNS-> ", 18, id="no type at the end"),
        pytest.param("-GOVERNS-> Technology", 0, id="no type at the beginning"),
        pytest.param("Policy -GOVERNS Technology", 16, id="arrow without a point"),
        pytest.param("Policy <-BASED_ON-> Policy", 18, id="arrow with two points"),
        pytest.param("Policy -> Technology", 8, id="arrow without a relation"),
        pytest.param("Policy -GOVERNS|-> Technology", 16, id="alternative without a name"),
        pytest.param("Policy -*|GOVERNS-> Technology", 9, id="alternative to anything"),
        pytest.param("Policy <GOVERNS- Technology", 7, id="half an arrow"),
        pytest.param("Policy =GOVERNS=> Technology", 7, id="another arrow"),
    ],
)
def test_an_error_says_at_which_character(text, position):
    with pytest.raises(PatternError, match=f"at character {position + 1} ") as caught:
        parse_pattern(text)

    assert caught.value.position == position


@pytest.mark.parametrize(
    ("text", "kind", "known"),
    [
        pytest.param("Company -DEVELOPS-> Technology", "entity type", "Person", id="type"),
        pytest.param("Organization -MAKES-> Technology", "relation", "DEVELOPS", id="relation"),
    ],
)
def test_an_unknown_name_lists_those_there_are(text, kind, known):
    with pytest.raises(UnknownNameError, match=known) as caught:
        parse_pattern(text)

    assert caught.value.kind == kind


def test_an_arrow_the_wrong_way_round_is_refused_with_the_right_way():
    with pytest.raises(PatternError, match="GOVERNS goes from Policy to Technology") as caught:
        parse_pattern("Organization -DEVELOPS-> Technology -GOVERNS-> Policy")

    assert caught.value.position == 36


def test_any_relation_between_types_that_none_links_is_refused():
    with pytest.raises(PatternError, match="some relation can follow"):
        parse_pattern("Place -*- Policy")


def test_a_symmetric_relation_can_be_walked_either_way():
    [step] = parse_pattern("Organization -PARTNERS_WITH-> Organization").steps

    assert step.admits("PARTNERS_WITH", along=False)


def test_any_other_relation_is_walked_as_the_arrow_points():
    [step] = parse_pattern("Organization -*-> Organization").steps

    assert step.admits("ACQUIRED", along=True)
    assert not step.admits("ACQUIRED", along=False)


def outcome(text):
    try:
        return parse_pattern(text)
    except (PatternError, UnknownNameError) as error:
        return str(error)


@given(st.text(alphabet="Policy-GOVERNS>< |*机构\n", max_size=30))
def test_any_text_is_a_pattern_or_refused_in_one_line(text):
    met = outcome(text)

    assert "\n" not in met if isinstance(met, str) else met.steps
