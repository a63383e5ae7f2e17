"""Links to other sites: found in what readers see, and asked for there, politely.

Only this room asks other hosts, and only `wow check --external` calls it.
"""
