"""The pipeline over a corpus, on Dask: reports in, partitions of GeoParquet out.

In order: `plan` cuts the input into parts; `extracting` reads a part on a worker and writes its claims and failures;
`gathering` puts the claims of one span of days together and writes its movements; `run` does this on a cluster,
whole or what is missing of it; `asking` answers questions from the result.
"""

from __future__ import annotations

from mapapp.scale.job import Job, is_corpus

__all__ = ["Job", "is_corpus"]
