"""``python -m mapapp.samples``: reads the sample reports and writes what was read beside them."""

from mapapp import samples

samples.READ.write_text(samples.written(), "ascii")
