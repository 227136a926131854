"""Several questions under one heading. It stores nothing itself."""

from survey.kinds import Example, Kind, Level
from survey.kinds.note import no_cells, no_columns, nothing, parse
from survey.kinds.parts import counts_nowhere
from survey.model import Question

_HOME = Question(
    "home",
    "group",
    {"de": "Ihr Zuhause"},
    questions=(Question("street", "short_text", {"de": "In welcher Straße wohnen Sie?"}),),
)

KIND = Kind(
    name="group",
    level=Level.NONE,
    parse=parse,
    counts_as=counts_nowhere,
    columns=no_columns,
    cells=no_cells,
    items=nothing,
    examples=(Example(_HOME, {"street": ["Brunnenstraße"]}, {}),),
)
