"""How an index lies on disk: segments of a few files each, every file a few arrays.

All numbers are little-endian and unsigned, all arrays aligned for any processor's vectors; files
are mapped into memory and read in place. Nothing in them is code: what is not arrays is JSON.
"""
