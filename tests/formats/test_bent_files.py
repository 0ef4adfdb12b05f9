"""Files of every foreign kind, bent a thousand times: rows or one sentence come out, and nothing else."""

import json
import random
from contextlib import suppress

import papers
import pytest
from bending import mutant, packed_mutant

from ats_desktop.formats import catalog
from ats_desktop.formats.problem import ImportProblem

ASKED = {
    "now": "2026-11-22T12:00:00.000000Z",
    "zone": "Europe/Berlin",
    "workspace": "9f3c01aa-77d1-4a52-9e11-0c5c7ab0de01",
    "member": "adaadaadaada",
}
SHEET = [["Company", "Title", "Applied", "Salary"], ["Quillmark", "Analyst", "2026-11-03", 64000.5]]


def letter():
    return papers.mail(attached=papers.INVITATION.encode())


KINDS = {
    "people.vcf": (papers.CARDS.encode, mutant, 1_000),
    "invite.ics": (papers.INVITATION.encode, mutant, 1_000),
    "reply.eml": (papers.MAIL.encode, mutant, 1_000),
    "invite.eml": (letter, mutant, 1_000),
    "jobs.xlsx": (lambda: papers.workbook({"Jobs": SHEET}), packed_mutant, 300),
    "jobs whole.xlsx": (lambda: papers.workbook({"Jobs": SHEET}), mutant, 300),
    "cv.docx": (papers.document, packed_mutant, 200),
    "cv whole.docx": (papers.document, mutant, 300),
    "cv.pdf": (papers.pdf, mutant, 300),
    "cv.txt": (papers.RESUME.encode, mutant, 1_000),
}


@pytest.mark.parametrize("name", KINDS)
def test_bent_files_give_rows_or_one_sentence(name):
    make, bend, times = KINDS[name]
    seed = random.randrange(1 << 30)
    print("seed", seed)
    chance, data = random.Random(seed), make()
    kind = "resume" if name.startswith("cv") else ""
    read = 0
    for _ in range(times):
        with suppress(ImportProblem):
            for packed in catalog.read_plain(bend(chance, data), {**ASKED, "name": name, "format": kind}):
                json.dumps(packed)
            read += 1

    assert read or "whole" in name
