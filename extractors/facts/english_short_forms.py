"""Short forms of firms' and people's names that stand elsewhere in the same English text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from extractors.facts.english_slots import table
from extractors.spans import Alias, Span

NAME = "english-short-forms.v1"
LEGAL = re.compile(
    r",?\s(?:Inc|Incorporated|LLC|L\.L\.C|Ltd|Limited|Corp|Corporation|PLC|plc|GmbH|AG|N\.V|S\.A|Co"
    r"|P\.C|P\.A|PLLC|LP|LLP|PBC|Pty|Pte)\.?(?:,?\sLtd\.?)?$"
)
FULL_NAME = re.compile(
    r"[A-Z][a-zé'’-]+(?:\s(?:[A-Z]\.|[A-Z][a-zé'’-]+|[“\"][A-Z][a-z]+[”\"])){0,2}"
    r"\s(?P<last>[A-Z][a-zé]+(?:[-’'][A-Z][a-zé]+)?)"
)
# A capital beside it makes a surname, or a firm's word, part of another name.
BEFORE = re.compile(r"\b(?!(?:Mr|Ms|Mrs|Dr|Prof)\b)[A-Z][\w.]*\s$|&\s$")
AFTER = re.compile(r"\s(?:[A-Z&]|of\s[A-Z])")
SHORTEST = 4


def short_forms(text: str, mentions: Sequence[Span]) -> Iterator[Alias]:
    """Yield later uses of a firm's name without its legal form, and of a person's surname.

    A form that two of the text's names have is none of either's.
    """
    owners: dict[str, dict[str, Span]] = defaultdict(dict)
    for mention in sorted(mentions, reverse=True):
        if (form := form_of(mention)) is not None:
            owners[form][mention.text] = mention
    taken = {(span.start, span.end) for span in mentions}
    for form, names in sorted(owners.items()):
        if len({name.casefold() for name in names}) > 1:
            continue
        (full,) = (min(names.values()),)
        for match in re.finditer(rf"(?<![\w-]){re.escape(form)}(?![\w-])", text):
            if match.start() <= full.end or match.span() in taken:
                continue
            before = text[max(0, match.start() - 24) : match.start()]
            if BEFORE.search(before) or AFTER.match(text, match.end()):
                continue
            span = Span(*match.span(), full.type, form, NAME, 0.75, full.kind)
            yield Alias(full, span, scoped=False)


def form_of(full: Span) -> str | None:
    """Return how a name in full is shortened: "Acme, Inc." to Acme, "Ann Poe" to Poe."""
    if full.type == "Organization":
        form = LEGAL.sub("", full.text)
        first = form.split()[0] if form else ""
        is_telling = form != full.text and len(form) >= SHORTEST and first[:1].isupper()
        is_ordinary = " " not in form and form in table()["aliases"]["ordinary"]
        return form if is_telling and not is_ordinary else None
    if full.type == "Person" and (match := FULL_NAME.fullmatch(full.text)):
        return match["last"] if len(match["last"]) >= SHORTEST else None
    return None
