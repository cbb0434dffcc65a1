"""Good practice: a card for every case and ready programme, what it did, and what the model says of it.

``cards.yaml`` holds the words of each card and ``results.csv`` what was simulated of it; :mod:`bygd.practices.cards`
reads the first, :mod:`bygd.practices.results` the second, and :mod:`bygd.practices.simulating` makes it.

:mod:`bygd.practices.gallery` is for the page in the browser, :mod:`bygd.practices.pages` writes pages that need no
server.
"""
