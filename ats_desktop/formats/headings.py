"""What people call their columns: the headings of Huntr, Teal, Notion, LinkedIn and home-made lists.

Source: domain.md A.14; the headings of Teal's table and Notion's job templates; lists people keep by hand
        in English, German, French and Spanish.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from ats_desktop.domain.applications import Category


def listed(text: str) -> dict[str, tuple[str, ...]]:
    r"""Read a list of words by what they mean: `meaning: word | word`, longer lists go on indented.

    >>> listed("title: role | job\n    | position")
    {'title': ('role', 'job', 'position')}
    """
    lines = text.replace("\n    ", " ").strip().splitlines()
    pairs = (line.partition(":") for line in lines)
    return {meaning: tuple(word.strip() for word in words.split("|") if word.strip()) for meaning, _, words in pairs}


# role: the headings that mean it, in plain form (lower case, no punctuation)
ALIASES: Mapping[str, tuple[str, ...]] = listed("""
title: title | job title | role | position | job | job position | job role | role title | position title | job
    name | opening | vacancy | stelle | stellenbezeichnung | jobtitel | berufsbezeichnung | poste | intitulé du
    poste | puesto | cargo | role position | position role | job title role | title role |
    role opening
company: company | company name | employer | employer name | organization | organisation | organization name |
    hiring company | firm | company organization | firma | unternehmen | arbeitgeber | entreprise | société |
    empresa | compañía | business | company employer
status: status | stage | application status | job status | current status | current stage | application stage |
    list | list name | board list | column | pipeline stage | phase | state | outcome | result | estado | statut
    | stand | progress | ergebnis | where at | where at now | where it stands | bewerbungsstatus
applied: applied | applied date | date applied | applied on | applied at | application date | date of
    application | date submitted | submitted | submission date | submitted on | apply date | date sent |
    application sent | when sent | sent | sent on | when applied |
    beworben am | bewerbungsdatum | beworben | bewerbung gesendet | date de candidature |
    candidature | postulé le | fecha de solicitud | fecha de aplicación | application submitted | applied
    application date
date: date | datum | fecha
moved: stage date | status date | last updated | updated | updated at | last update | date moved | moved on |
    last status change | status changed | status updated | date updated | last moved | status changed at | last
    stage change | letzte änderung
saved: saved | date saved | saved date | saved on | saved at | added | date added | added on | added at |
    created | created at | created time | date created | created on | job created at | bookmarked | found on
    date | date found | hinzugefügt | hinzugefügt am | gefunden am | erstellt am | date d ajout
deadline: deadline | application deadline | apply by | due | due date | closing date | closes | closes on |
    closing | expires | expiry date | valid through | last day to apply | bewerbungsfrist | frist |
    bewerbungsschluss | date limite | fecha límite | apply before | deadline to apply | job deadline
posted: posted | date posted | posted on | posting date | post date | posted date | veröffentlicht | posted at |
    ausgeschrieben am | date de publication
location: location | job location | city | place | office | office location | ort | standort | arbeitsort | lieu
    | ville | ubicación | ciudad | locations | city state | town
country: country | land | pays | país
work_mode: work mode | remote | workplace | workplace type | work arrangement | arrangement | location type |
    work model | remote hybrid onsite | remote onsite | remote hybrid | on site remote | work style | homeoffice
    | home office | work setting | arbeitsmodell
employment_type: type | job type | employment type | contract | contract type | type of contract | position type
    | vertragsart | type de contrat | beschäftigungsart | anstellungsart | work type
pay: salary | salary range | compensation | pay | pay range | comp | wage | pay rate | advertised salary |
    salary offered range | gehalt | gehaltsspanne | salaire | salario | compensation range | rate | hourly rate
    | listed salary | base salary | posted salary | pay offer | pay offered
pay_low: min salary | salary min | minimum salary | salary from | min pay | lower salary | gehalt von
pay_high: max salary | salary max | maximum salary | salary to | max pay | upper salary | gehalt bis
pay_currency: currency | salary currency | währung | devise | moneda | pay currency
pay_period: salary period | pay period | salary frequency | pay frequency | per | salary type
desired: desired salary | salary expectation | salary expectations | expected salary | my ask | asking salary |
    gehaltswunsch | gehaltsvorstellung | prétentions salariales | target salary | salary asked | salary
    requested
url: url | link | job url | job link | job posting | posting | posting url | posting link | listing | job
    listing | job post | job post url | job post link | application link | application url | job ad | job
    description link | listing url | listing link | stellenanzeige | anzeige | lien | enlace | web link | job
    page | original url | link to job | link to posting | link to job posting | link to application | job
    description url | apply link
website: website | company website | company url | company link | company site | homepage | webseite
source: source | found on | where found | where i found it | platform | job board | via | found via | site |
    origin | quelle | gefunden bei | plattform | source du poste | fuente | job source | lead source | referral
    source
channel: channel | applied via | applied through | application method | method | how applied | how i applied
notes: notes | note | comments | comment | remarks | remark | additional notes | notizen | notiz | bemerkung |
    bemerkungen | kommentar | kommentare | remarques | notas | comentarios | additional info | other notes |
    further notes | anmerkung | anmerkungen | my notes
description: description | job description | jd | job details | posting text | about the job |
    stellenbeschreibung
tags: tags | tag | labels | label | keywords | category | categories | schlagworte | étiquettes
excitement: excitement | excitement level | interest level | interest | rating | job rating | stars | enthusiasm
priority: priority | priorität | priorité | prioridad
contact: contact | contact name | contact person | point of contact | poc | contacts | hiring contact | people |
    ansprechpartner | ansprechpartnerin | kontakt | kontaktperson | interlocuteur | contacto | contact at
    company
recruiter: recruiter | recruiter name | hr contact | talent partner | headhunter | personalerin | personaler
boss: hiring manager | manager | hiring manager name
contact_email: contact email | contact e mail | email | e mail | recruiter email | contact mail | email address
    | mail | hiring manager email | contact info email | kontakt e mail | kontakt email
contact_phone: contact phone | phone | phone number | recruiter phone | contact phone number | telefon | tel
contact_linkedin: contact linkedin | recruiter linkedin | linkedin contact | contact linkedin url | contact url
follow_up: follow up | follow up date | follow up on | followup | followup date | next follow up | follow up by
    | nachfassen | nachfassen am | wiedervorlage | relance | follow up at | date to follow up
next_action: next action | next step | next steps | to do | todo | action | nächster schritt | next actions
interview: interview | interview date | interview on | interview time | interview date time | interview at |
    date of interview | next interview | interview scheduled | vorstellungsgespräch | gespräch am | entretien |
    date entretien | entrevista | first interview | first interview date | interview datetime | 1st interview
requisition: job id | req id | requisition | requisition id | requisition number | reference | reference number
    | ref | job number | job reference | kennziffer | referenznummer | job ref | req number | posting id
confirmation: confirmation | confirmation number | application id | confirmation code
industry: industry | sector | branche | secteur | company industry
department: department | team | abteilung | division
seniority: seniority | level | experience level | seniority level
sponsorship: visa sponsorship | visa | sponsorship | sponsors visa
reason: rejection reason | reason | close reason | reason for rejection | absagegrund
""")
# a dated column that says when a stage was reached
EVENTS: Mapping[Category, tuple[str, ...]] = {
    Category(stage): words
    for stage, words in listed("""
screening: phone screen | phone screen date | screening | screening date | phone interview | phone interview
    date | response date | date of response | first response | responded on | date responded | telefoninterview
    | recruiter call | recruiter screen | screen date | reply date | response received
assessment: assessment date | take home date | test date | assignment date | assessment | coding challenge
offer: offer date | date of offer | offer received | offer on | offer received date | angebot am
won: accepted on | accepted date | date accepted | offer accepted | hired on
rejected: rejected on | rejection date | rejected | date rejected | rejected date | rejection | absage am |
    absage | date of rejection | date de refus
withdrawn: withdrawn on | withdrawn date | date withdrawn | withdrawn
""").items()
}
ROLES = frozenset(ALIASES) | {f"event:{category}" for category in EVENTS}
_ROLE = {name: role for role, names in ALIASES.items() for name in names} | {
    name: f"event:{category}" for category, names in EVENTS.items() for name in names
}
# columns that nobody named, but whose words say they belong to a closed part of the data
_ABOUT_PAY = re.compile(
    r"salar|compens|\bpay\b|wage|gehalt|lohn|salaire|sueldo|bonus|equity|offer amount|\bote\b|\bctc\b"
)
_ABOUT_PEOPLE = re.compile(
    r"contact|recruit|phone|e ?mail|interviewer|referr|hiring|manager|kontakt|ansprech|telef|linkedin|person|\bname\b"
)
_NOT_LETTERS = re.compile(r"[^\w+#]+")
_LONGEST = 300  # letters of a heading


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column is what: roles with their places, and the columns without one."""

    at: Mapping[str, tuple[int, ...]]
    rest: tuple[tuple[int, str, str], ...]  # place, heading, "" | "pay" | "people"
    headings: tuple[str, ...]
    named: Mapping[str, str]  # role -> the heading of its first column


@cache
def plain(heading: str) -> str:
    """Reduce a heading to its words.

    >>> plain(" Follow-up_Date: "), plain("Max. Salary (EUR)"), plain("dateApplied")
    ('follow up date', 'max salary', 'date applied')
    """
    bare = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", heading[:_LONGEST])  # each bracket is looked for to the end
    apart = re.sub(r"([a-zà-ÿ])([A-Z])", r"\1 \2", bare)
    return " ".join(_NOT_LETTERS.sub(" ", apart.replace("_", " ")).casefold().split())


def known(headings: Sequence[str]) -> int:
    """Count the headings that mean something here; the one for a job or a company must be among them."""
    roles = {_ROLE.get(plain(heading)) for heading in headings} - {None}
    has_name = bool(roles & {"title", "company"}) or ("name" in map(plain, headings) and len(roles) > 1)
    return len(roles) if has_name else 0


def columns(headings: Sequence[str], mapping: Mapping[str, str]) -> Columns:
    """Give each column its role: by hand where the person said so, else by its heading."""
    at: dict[str, list[int]] = {}
    rest: list[tuple[int, str, str]] = []
    spare: list[int] = []
    by_hand = {heading.strip().casefold(): role for heading, role in mapping.items()}
    for place, heading in enumerate(headings):
        role = by_hand.get(heading.strip().casefold())
        if role == "":
            continue
        role = role or _ROLE.get(plain(heading), "")
        if role:
            at.setdefault(role, []).append(place)
        elif plain(heading) == "name":
            spare.append(place)
        else:
            rest.append((place, heading, _closed(heading)))
    for place in spare:  # Notion's first column is always "Name": whichever of the two is missing
        missing = next((role for role in ("title", "company") if role not in at), "")
        if missing:
            at[missing] = [place]
        else:
            rest.append((place, headings[place], "people"))
    named = {role: headings[places[0]] for role, places in at.items()}
    return Columns({role: tuple(places) for role, places in at.items()}, tuple(rest), tuple(headings), named)


def _closed(heading: str) -> str:
    words = plain(heading)
    if _ABOUT_PAY.search(words):
        return "pay"
    return "people" if _ABOUT_PEOPLE.search(words) else ""
