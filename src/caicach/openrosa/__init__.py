"""The door of ODK Collect and other programs that speak OpenRosa: forms out, submissions in.

https://docs.getodk.org/openrosa/: an address of its own, XML instead of pages, no cookies, sign-in by Digest or by a
token in the address.
"""
