"""Netzwerk-Puls (NP-14 + 1), own instrument, DOMAIN 1.3. Formative and local: compared with itself over time, never with norms. Its wording lives in the questionnaire."""

from common.marks import N_
from metrics.scales import Facet, Index, Recommendation, Scale, Share

SCORE = Scale(
    name="netzwerk-puls",
    title={"de": N_("Netzwerk-Puls")},
    minimum=1,
    maximum=5,
    facets=(
        Facet("AM", {"de": N_("Autonome Motivation")}, ("AM1", "AM2", "AM3")),
        Facet("KO", {"de": N_("Kompetenz")}, ("KO1", "KO2")),
        Facet("EI", {"de": N_("Eingebundenheit")}, ("EI1", "EI2")),
        Facet("ID", {"de": N_("Identifikation")}, ("ID1", "ID2")),
        Facet("NU", {"de": N_("Nutzen")}, ("NU1", "NU2")),
        Facet("KQ", {"de": N_("Kooperation")}, ("KQ1", "KQ2")),
    ),
    indices=(
        Index("MI", {"de": N_("Motivationsindex")}, ("AM", "KO", "EI", "ID"), needed=3),
        Index("NK", {"de": N_("Netzwerk-Nutzen-Index")}, ("NU", "KQ"), needed=2),
    ),
    shares=(Share("BL", {"de": N_("Bleiben")}, "BL1", at_least=4),),
    recommendation=Recommendation("REC", {"de": N_("Empfehlung")}, "REC"),
    reversed_items=frozenset({"AM3"}),
)
