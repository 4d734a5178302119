"""The gallery: every sample request built in process, photographed, and laid out on one page for people to look at.

`samples` finds the requests, `team` runs the build team on one of them with the ports of `offline`, `release` makes the
zip that would be published and unpacks it, `figures` measures it, `server` answers with the code in that zip, `camera`
takes the pictures, `page` writes the page, and `exhibition` does all of it in order.
"""
