"""What people and programs call the stages of an application, and which stage each of them means.

Source: domain.md A.14 (the boards of Huntr and Teal, and synonyms).
"""

import re
from functools import lru_cache

from ats_desktop.domain.applications import Category
from ats_desktop.domain.jobs import EmploymentType, WorkMode
from ats_desktop.formats.headings import listed

_STAGE = {
    word: Category(stage)
    for stage, words in listed("""
lead: wishlist | wish list | bookmarked | bookmark | saved | interested | to apply | applying | not applied |
    not yet applied | lead | backlog | to do | todo | not started | researching | preparing | prospect | ready |
    networking | ready to apply | drafting | draft | interessant | gemerkt | offen | open | new | considering |
    in progress | planned | à postuler | target | entwurf | geplant | vorgemerkt | merkliste
applied: applied | submitted | application sent | application submitted | sent | waiting | pending | under
    review | in review | awaiting response | waiting for response | no response yet | application received |
    received | beworben | abgeschickt | postulé | envoyée | candidature envoyée | enviada | aplicado | in
    consideration | yes | done | acknowledged | contacted | reapplied | gesendet | bewerbung gesendet |
    eingangsbestätigung
screening: screening | screen | phone screen | phone screening | phone interview | recruiter screen | recruiter
    call | hr screen | hr call | hr interview | responded | initial call | intro call | first contact |
    telefoninterview | recruiter screening | call scheduled | shortlisted | shortlist | telefonat | heard back |
    response received
assessment: assessment | assignment | code challenge | coding challenge | take home | take home test | online
    assessment | oa | test | technical test | case study | homework | task | aptitude test | coding test |
    probeaufgabe
interviewing: interview | interviewing | interviews | interviewed | first interview | second interview | third
    interview | 1st interview | 2nd interview | 3rd interview | final interview | technical interview | onsite |
    on site | panel | panel interview | interview scheduled | final round | vorstellungsgespräch | gespräch |
    entretien | entrevista | video interview | in person interview | hiring manager interview | references |
    reference check | invited | invited to interview | invitation received | eingeladen | einladung
offer: offer | offered | offer received | negotiating | negotiation | offer negotiation | offer extended |
    angebot | offer pending | verbal offer | oferta | offre
won: accepted | offer accepted | hired | won | signed | accepted offer | contract signed | zusage | angenommen |
    got it | started | got the job
rejected: rejected | rejection | not selected | declined | unsuccessful | turned down | denied | no | failed |
    refused | absage | abgelehnt | refus | refusé | rechazado | position filled | not moving forward | rejected
    by company | not successful | passed over | regret
withdrawn: withdrawn | withdrew | offer rejected | offer declined | declined offer | i declined | not interested
    | i withdrew | pulled out | cancelled by me | zurückgezogen | retiré | turned down offer | self rejected |
    withdrawn by me | rejected offer | declined by me | dropped
no_response: no response | ghosted | no reply | no answer | never heard back | silence | keine antwort | keine
    rückmeldung | sans réponse | ghosting | sin respuesta | no news | stale
closed_other: closed | opportunity closed | archived | expired | cancelled | canceled | job closed | on hold |
    frozen | role cancelled | geschlossen | posting removed | hiring freeze
""").items()
    for word in words
}
# what a longer text gives away; the first that is found counts
_GIVEAWAY = tuple(
    (re.compile(pattern), category)
    for pattern, category in (
        (r"withdr|declined (?:the |their )?offer|turned (?:it|them) down|not interested", Category.WITHDRAWN),
        (r"reject|not selected|unsuccess|absage|abgelehnt|not moving|turned (?:me )?down|declin", Category.REJECTED),
        (r"ghost|no (?:response|reply|answer)|never heard|keine antwort", Category.NO_RESPONSE),
        (r"accepted|hired|signed", Category.WON),
        (r"\boffer|negotiat|angebot", Category.OFFER),
        (r"phone|screen|recruiter|telefon", Category.SCREENING),
        (r"take.?home|challenge|assessment|assignment|\btest\b|homework", Category.ASSESSMENT),
        (r"interview|on.?site|panel|final round|gespräch|entretien", Category.INTERVIEWING),
        (r"\bnot (?:yet )?appl|to apply|wish|bookmark", Category.LEAD),
        (r"applied|submitted|beworben|awaiting|waiting|pending", Category.APPLIED),
        (r"closed|expired|archiv|cancel", Category.CLOSED_OTHER),
    )
)
_MODES = {
    word: WorkMode(mode)
    for mode, words in listed("""
remote: remote | yes | fully remote | 100 remote | wfh | work from home | telecommute | home office | homeoffice
hybrid: hybrid | partly remote | partially remote | hybride | flexible | remote hybrid | teilweise remote
onsite: onsite | on site | in office | in person | office | no | vor ort | présentiel | on premise
unknown: unknown | n a | tbd
""").items()
    for word in words
}
_KINDS = {
    word: EmploymentType(kind)
    for kind, words in listed("""
full_time: full time | fulltime | ft | permanent | vollzeit | unbefristet | cdi | regular | temps plein
part_time: part time | parttime | pt | teilzeit | werkstudent | temps partiel | media jornada
contract: contract | contractor | freelance | c2c | w2 contract | fixed term | befristet | cdd
internship: internship | intern | praktikum | stage | co op | coop | prácticas
temporary: temporary | temp | seasonal | zeitarbeit
volunteer: volunteer | volunteering | ehrenamt
apprenticeship: apprenticeship | apprentice | ausbildung | alternance
""").items()
    for word in words
}
_NO_WORD = re.compile(r"[^\w]+")


@lru_cache(maxsize=10_000)
def _words(text: str) -> str:
    return " ".join(_NO_WORD.sub(" ", text.casefold().replace("_", " ")).split())


@lru_cache(maxsize=10_000)
def read_stage(text: str) -> Category | None:
    """Say which stage a text means; None when it says nothing known.

    >>> read_stage("✅ Phone Screen"), read_stage("Rejected after 2nd interview"), read_stage("vibe check")
    (<Category.SCREENING: 'screening'>, <Category.REJECTED: 'rejected'>, None)
    """
    words = _words(text)
    exact = _STAGE.get(words) or next((known for known in Category if known.value.replace("_", " ") == words), None)
    return exact or next((category for pattern, category in _GIVEAWAY if pattern.search(words)), None)


@lru_cache(maxsize=10_000)
def read_mode(text: str) -> WorkMode | None:
    """Say where the work is done.

    >>> read_mode("Hybrid (2 days)"), read_mode("Berlin")
    (<WorkMode.HYBRID: 'hybrid'>, None)
    """
    words = _words(text)
    found = _MODES.get(words)
    return found or next(
        (mode for word, mode in (("hybrid", WorkMode.HYBRID), ("remote", WorkMode.REMOTE)) if word in words), None
    )


@lru_cache(maxsize=10_000)
def read_kind(text: str) -> EmploymentType | None:
    """Say what kind of contract a text means.

    >>> read_kind("Full-time")
    <EmploymentType.FULL_TIME: 'full_time'>
    """
    return _KINDS.get(_words(text))
