"""The independent double check (R36): asks again who may have a dose, and which.

It is written from the rules in wizard/catalog/README.md alone, with ids and figures of its own
(`reference`). It shares nothing with the modules that it checks but the answers and the values of a
plan, so that a slip in their code, or a wrong word or figure in the catalog, has to be made twice
to reach a person. What it does not know it does not let through.
"""
