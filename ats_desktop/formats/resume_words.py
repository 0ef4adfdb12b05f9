"""What the parts of a résumé are called, and the words by which a title, a school or a degree is known.

Source: headings of résumés in English, German, French and Spanish; the Common European Framework for languages.
"""

import re

from ats_desktop.domain.portfolio import Fluency
from ats_desktop.formats.headings import listed

# section: the headings that mean it, in plain form
HEADINGS = {
    word: section
    for section, words in listed("""
experience: experience | work experience | professional experience | employment | employment history | work history
    | relevant experience | career history | career | positions | berufserfahrung | beruflicher werdegang | praxis
    | expérience | expériences | expérience professionnelle | expériences professionnelles | experiencia
    | experiencia profesional | experiencia laboral | berufspraxis | selected experience
education: education | academic background | education and training | studies | qualifications | ausbildung | studium
    | bildung | bildungsweg | schulbildung | akademischer werdegang | formation | formations | études | educación
    | formación | formación académica | academic qualifications | education certifications
skills: skills | technical skills | key skills | core skills | core competencies | competencies | technologies | tools
    | expertise | areas of expertise | skills and tools | technical expertise | kenntnisse | fähigkeiten
    | it kenntnisse | edv kenntnisse | fachkenntnisse | kompetenzen | compétences | compétences techniques
    | habilidades | competencias | conocimientos | skills summary | professional skills
languages: languages | language skills | sprachen | sprachkenntnisse | langues | idiomas
certifications: certifications | certificates | certification | licenses | licences | licenses and certifications
    | licenses certifications | courses and certifications | zertifikate | zertifizierungen | certificats
    | certificaciones | training | weiterbildung | weiterbildungen | courses
summary: summary | professional summary | profile | about | about me | objective | career objective | personal statement
    | executive summary | profil | über mich | kurzprofil | résumé | à propos | perfil | sobre mí | personal profile
other: projects | personal projects | selected projects | publications | awards | honors | honours | achievements
    | volunteering | volunteer experience | volunteer work | interests | hobbies | references | referees | patents
    | conferences | talks | memberships | projekte | veröffentlichungen | ehrenamt | interessen | referenzen
    | projets | centres d intérêt | références | proyectos | publicaciones | intereses | referencias | additional
    | additional information | personal details | persönliche daten | contact | contact details | kontakt
    | military service | activities | extracurricular activities | links
""").items()
    for word in words
}
NO_NAMES = frozenset(
    {"curriculum vitae", "cv", "resume", "résumé", "lebenslauf", "curriculum", "contact", "kontakt", "page"}
)
TITLE = re.compile(
    r"\b(?:engineer\w*|developer|manager\w*|analyst|designer|consultant|scientist|architect|administrator|director|"
    r"lead|head|chief|officer|specialist|assistant|associate|coordinator|intern|trainee|apprentice|teacher|lecturer|"
    r"professor|researcher|nurse|physician|accountant|auditor|editor|writer|journalist|marketer|recruiter|"
    r"representative|technician|mechanic|operator|programmer|tester|owner|founder|president|partner|"
    r"supervisor|clerk|cashier|driver|cook|chef|waiter|waitress|barista|tutor|translator|lawyer|attorney|paralegal|"
    r"secretary|receptionist|buyer|planner|strategist|advisor|adviser|therapist|pharmacist|"
    r"entwickler\w*|ingenieur\w*|leiter\w*|berater\w*|mitarbeiter\w*|werkstudent\w*|praktikant\w*|referent\w*|"
    r"sachbearbeiter\w*|kauffrau|kaufmann|ingénieure?|développeu\w+|responsable|chargée?|stagiaire|consultante?|"
    r"ingenier[oa]|desarrollador\w*|gerente|analista|qa|sre|cto|ceo|cfo|vp)\b",
    re.IGNORECASE,
)
SCHOOL = re.compile(
    r"universit|college|institut|academy|akademie|hochschule|gymnasium|school|schule|école|faculty|fakultät|"
    r"polytechni|conservator|universidad|escuela|lycée|\b(?:MIT|ETH|TU|FH|HS)\b",
    re.IGNORECASE,
)
DEGREE = re.compile(
    r"\b(?:b\.?\s?sc\.?|m\.?\s?sc\.?|b\.?\s?a\.?|m\.?\s?a\.?|b\.?\s?eng\.?|m\.?\s?eng\.?|ph\.?\s?d\.?|mba|ll\.?\s?[bm]\.?|"
    r"bachelor\w*|master\w*|doctor\w*|diplom\w*|magister|abitur|matura|licen[cs]e|licenciatura|associate degree|"
    r"staatsexamen|a.levels?|high school|state exam|promotion|certificate of higher)(?![\w.])",
    re.IGNORECASE,
)
FLUENCY = dict.fromkeys(("mother tongue", "muttersprache", "langue maternelle", "nativo"), Fluency.NATIVE)
TODAY = frozenset(
    listed("""today: present | current | currently | now | today | ongoing | heute | jetzt | aktuell | laufend
    | aujourd'hui | présent | actuel | actualidad | actual""")["today"]
)
