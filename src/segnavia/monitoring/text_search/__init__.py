"""Search by words: an index of short texts in a folder of its own, and what is found in it, with the words marked.

It knows no plan and no bulletin: `briefing.search` says what is searched.
"""
