"""The version, said once: the package, its manifests and the documents take it from here."""

VERSION = "0.1.0"
