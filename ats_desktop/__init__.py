"""ATS Desktop: the applicant tracker that job seekers keep."""

__version__ = "0.1.0"
