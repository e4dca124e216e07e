from extractors.reliability import reliability


def passage(*relations):
    entities = [
        {"id": name, "type": "Organization", "name": name, "mentions": [name]} for name in "abcd"
    ]
    return {"id": "p", "text": "", "entities": entities, "relations": list(relations)}


def fact(tail, confidence, finder="x.v1"):
    return {
        "type": "ACQUIRED", "head": "a", "tail": tail, "confidence": confidence, "finder": finder,
    }  # fmt: skip


def test_bands_tell_how_often_facts_of_a_confidence_are_right():
    gold = passage(fact("b", 1), fact("c", 1))
    predicted = passage(fact("b", 0.92), fact("c", 0.98, "y.v1"), fact("d", 0.55))

    found = reliability([gold], {"p": predicted})

    assert [(band.name, band.found, band.confidence, band.precision) for band in found.bands] == [
        ("0.5-0.6", 1, 0.55, 0.0),
        ("0.9-1.0", 2, 0.95, 1.0),
    ]
    assert [(band.name, band.found, band.precision) for band in found.finders] == [
        ("x.v1", 2, 0.5),
        ("y.v1", 1, 1.0),
    ]
    assert round(found.error, 4) == round((0.55 + 2 * 0.05) / 3, 4)


def test_nothing_said_is_nothing_judged():
    assert reliability([passage()], {}).bands == ()
    assert reliability([passage()], {}).error == 0
