"""The domain: from answers to a plan or a reason why there is none.

It knows no file and no face.
"""
