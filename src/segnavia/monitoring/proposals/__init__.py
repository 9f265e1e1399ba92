"""The linker's proposals: which objectives a project outside the plan may serve after all, each with its reason.

Pure functions over a plan and plain values; `proposals.reading` applies them to a published bulletin. A proposal is a
help to whoever judges, and never a judgement: nothing here counts in any figure.
"""
