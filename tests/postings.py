"""Postings in the shapes that boards and pages have; every name in them is made up."""

import json

GREENHOUSE = "https://boards.greenhouse.io/kestrelfreight/jobs/4711001"
GREENHOUSE_JSON = "boards-api.greenhouse.io/v1/boards/kestrelfreight/jobs/4711001?pay_transparency=true"
LEVER_ID = "0c5c7ab0-77d1-4a52-9e11-9f3c01aade01"
LEVER = f"https://jobs.lever.co/quillmark/{LEVER_ID}"
LEVER_JSON = f"api.lever.co/v0/postings/quillmark/{LEVER_ID}?mode=json"
ASHBY_ID = "5f1e9b1c-2f60-4a6e-8f0e-7c1f4a3b2d10"
ASHBY = f"https://jobs.ashbyhq.com/Halden%20Archive/{ASHBY_ID}"
ASHBY_JSON = "api.ashbyhq.com/posting-api/job-board/Halden%20Archive?includeCompensation=true"

greenhouse = {
    "absolute_url": GREENHOUSE,
    "id": 4711001,
    "internal_job_id": 99,
    "title": "Night Dispatcher ",
    "updated_at": "2026-11-10T09:00:00-05:00",
    "first_published": "2026-11-02T09:00:00-05:00",
    "requisition_id": "OPS-17",
    "location": {"name": "Riga, Latvia (Hybrid)"},
    "company_name": "Kestrel Freight",
    "application_deadline": "2026-12-04T23:59:00-05:00",
    "content": "&lt;p&gt;You keep our lorries moving &amp;amp; on time.&lt;/p&gt;&lt;h3&gt;What you bring&lt;/h3&gt;&lt;ul&gt;"
    "&lt;li&gt;3+ years of dispatching&lt;/li&gt;&lt;li&gt;Fluent English and Latvian&lt;/li&gt;&lt;/ul&gt;"
    "&lt;h3&gt;Nice to have&lt;/h3&gt;&lt;ul&gt;&lt;li&gt;Experience with PostgreSQL&lt;/li&gt;&lt;/ul&gt;"
    "&lt;h3&gt;What we offer&lt;/h3&gt;&lt;ul&gt;&lt;li&gt;Soup&lt;/li&gt;&lt;/ul&gt;",
    "departments": [{"id": 1, "name": "Operations"}],
    "offices": [{"id": 2, "name": "Riga"}],
    "pay_input_ranges": [
        {
            "min_cents": 3000000,
            "max_cents": 3650000,
            "currency_type": "EUR",
            "title": "Base salary",
            "blurb": "<p>A year</p>",
        }
    ],
}

lever = {
    "id": LEVER_ID,
    "text": "Bakery Lead",
    "hostedUrl": LEVER,
    "applyUrl": f"{LEVER}/apply",
    "createdAt": 1761955200000,
    "country": "GB",
    "workplaceType": "on-site",
    "categories": {
        "commitment": "Full-time",
        "department": "Kitchen",
        "location": "Leeds",
        "team": "Ovens",
        "allLocations": ["Leeds", "York"],
    },
    "description": "<div>Quillmark bakes for three towns.</div>",
    "descriptionPlain": "Quillmark bakes for three towns.",
    "lists": [
        {"text": "What you'll do", "content": "<li>Lead six bakers</li><li>Order flour</li>"},
        {"text": "Requirements:", "content": "<li>Two years in a bakery</li><li>Food hygiene certificate</li>"},
    ],
    "additional": "<div>Apply by 30 November 2026.</div>",
    "additionalPlain": "Apply by 30 November 2026.",
    "salaryRange": {"currency": "GBP", "interval": "per-year-salary", "min": 28000, "max": 32500},
}

ashby = {
    "apiVersion": "1",
    "jobs": [
        {"id": "11111111-2222-4333-8444-555555555555", "title": "Somebody Else", "isListed": True},
        {
            "id": ASHBY_ID,
            "title": "Junior Archivist",
            "department": "Collections",
            "team": "Paper",
            "employmentType": "PartTime",
            "location": "Oslo",
            "secondaryLocations": [{"location": "Bergen"}],
            "publishedAt": "2026-11-12T08:30:00.000+00:00",
            "isListed": True,
            "isRemote": True,
            "workplaceType": "Remote",
            "address": {"postalAddress": {"addressLocality": "Oslo", "addressCountry": "Norway"}},
            "jobUrl": ASHBY,
            "descriptionHtml": "<p>We keep paper.</p><p><strong>You have</strong></p><ul><li>Bachelor's degree in history</li>"
            "<li>Python</li></ul>",
            "descriptionPlain": "We keep paper.",
            "compensation": {
                "compensationTierSummary": "NOK 480K – NOK 520K",  # noqa: RUF001 - as it is written there
                "summaryComponents": [
                    {"compensationType": "EquityPercentage", "interval": "NONE", "minValue": None, "maxValue": None},
                    {
                        "compensationType": "Salary",
                        "interval": "1 YEAR",
                        "currencyCode": "NOK",
                        "minValue": 480000,
                        "maxValue": 520000,
                    },
                ],
            },
        },
    ],
}

job_posting = {
    "@context": "https://schema.org/",
    "@type": "JobPosting",
    "title": "Tram Electrician",
    "description": "<p>You keep the trams of Lindholm lit.</p><h3>Requirements</h3><ul><li>5 years as an electrician</li>"
    "<li>Driving licence</li></ul><p>Desirable</p><ul><li>Swedish</li></ul>",
    "datePosted": "2026-11-05",
    "validThrough": "2026-12-01T17:00:00+01:00",
    "employmentType": ["FULL_TIME", "TEMPORARY"],
    "identifier": {"@type": "PropertyValue", "name": "Lindholm Trams", "value": "LT-2026-31"},
    "hiringOrganization": {"@type": "Organization", "name": "Lindholm Trams", "sameAs": "https://lindholm.example"},
    "jobLocation": {
        "@type": "Place",
        "address": {
            "@type": "PostalAddress",
            "streetAddress": "Depot Road 1",
            "addressLocality": "Lindholm",
            "addressRegion": "West",
            "addressCountry": {"@type": "Country", "name": "Sweden"},
        },
    },
    "baseSalary": {
        "@type": "MonetaryAmount",
        "currency": "SEK",
        "value": {"@type": "QuantitativeValue", "minValue": "34000", "maxValue": 38500, "unitText": "MONTH"},
    },
    "industry": "Public transport",
    "skills": "Fault finding, High voltage",
    "experienceRequirements": {"@type": "OccupationalExperienceRequirements", "monthsOfExperience": 60},
}


def page_with(thing, *, around=""):
    """Write a page that tells machines of a thing."""
    told = json.dumps(thing, ensure_ascii=False)
    return (
        "<!doctype html><html><head><meta charset='utf-8'><title>Careers</title>"
        f'<script type="application/ld+json">{told}</script></head><body><nav>Home</nav><main>{around}</main></body></html>'
    )


MICRODATA = """<!doctype html><html><body><div itemscope itemtype="http://schema.org/JobPosting">
<h1 itemprop="title">Ferry Cook</h1><span itemprop="hiringOrganization" itemscope itemtype="http://schema.org/Organization">
<b itemprop="name">Skerry Line</b></span><div itemprop="jobLocation" itemscope itemtype="http://schema.org/Place">
<span itemprop="address" itemscope><i itemprop="addressLocality">Skerry</i>, <i itemprop="addressCountry">NO</i></span></div>
<meta itemprop="validThrough" content="2026-12-09"><time itemprop="datePosted" datetime="2026-11-01">1 Nov</time>
<div itemprop="description"><p>You cook on board.</p><h4>Requirements</h4><ul><li>1 year in a galley</li></ul></div></div></body></html>"""

PLAIN = """<!doctype html><html><head><title>Bakery Lead | Quillmark Bakes | Careers</title></head><body>
<nav><a href="/">Home</a> <a href="/jobs">Jobs</a></nav><main><h1>Bakery Lead</h1>
<p>Location: Leeds, UK</p><p>Full-time · Hybrid</p>
<p>Quillmark Bakes is hiring a lead for its ovens. We raised £5 million last year.</p>
<h2>What you will do</h2><ul><li>Lead bakers</li></ul>
<h2>What you bring</h2><ul><li>At least two years in a bakery</li><li>Food hygiene certificate</li>
<li>A driving licence is a plus</li></ul>
<h2>What we offer</h2><ul><li>Free bread</li></ul><p>Salary: £28,000 - £32,500 per year</p>
<p>Please apply by 30 November 2026 through our form.</p></main><footer>© Quillmark 2026</footer></body></html>"""

PASTED = """Junior Archivist at Halden Archive
Oslo, Norway
Full-time, remote (EU)

About Halden Archive
We keep papers.

Your profile:
- You know Python and SQL
- Bachelor's degree in library science
- 1-2 years of cataloguing

Pay is €45k - €52k a year. Applications close on December 5th."""
