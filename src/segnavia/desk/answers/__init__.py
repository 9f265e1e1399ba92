"""The referent's page: prefilled lines that are confirmed or contested, by link or from the desk."""
