"""Dossiers written by hand, of sectors, provinces and forms no rule was made on.

What counts is the first run, before anything was mended on what it showed; afterwards they are tests like others. Twenty dossiers by
an author who did not know the rules (`blind/`, the first batch): 18 of 43 planted mistakes found, 20 grave findings that were wrong.
Fourteen further ones in `blind/` (animal to zone), run first after that mending: 18 of 22, 6 wrong. Five by an author who did know them
(justice, land, sampling, women, workshop): 7 of 17, 3 wrong.
Twelve by an author who knew the catalogue of rules but not how they read (`blind/`: climate, constables, hamlet, hightech, highway,
hospital, media, rehab, rescue, trade_coop, vocational, woods): 26 of 42, 12 wrong.
Twelve by another such author, long-winded as a finance clerk types over last year's report (`clerk_*`): 24 of 44, 8 wrong.
Seven by a third, short and each of another form (`third_*`): 20 of 24, 6 wrong; two more were slips of the author, since taken out.
"""
