"""The open door: what the province published, for everybody, without sign-in, script or cookie.

It reads published editions only, and answers before sessions, accounts and rights of the application are looked at.
"""
