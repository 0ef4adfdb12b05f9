"""`dev.py bench [WORDS]`: take every measure, or those whose name holds one of the words."""

import sys

from bench.catalog import measures
from bench.kit import bench

words = sys.argv[1:]
sys.exit(bench(measure for measure in measures() if not words or any(word in measure.name for word in words)))
