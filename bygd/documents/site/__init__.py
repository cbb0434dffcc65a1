"""The documentation as a site: the pages that ``bygd docs`` prints, with navigation and search, for reading offline.

``python -m bygd.documents.site outputs/site`` (``make site``) builds it. Sphinx with MyST and Furo, rather than
MkDocs: the pages are written as CommonMark, which MyST reads as it stands; the search is a script that runs from
``file://`` without a worker; nothing of it is fetched from elsewhere.
"""
