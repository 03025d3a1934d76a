"""Other sites, with pages that have polls in them."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Site:
    """Another site, all of whose pages have the body that was last shown."""

    def __init__(self):
        self.body = ""
        site = self

        class Article(BaseHTTPRequestHandler):
            def do_GET(self):
                html = f"""<!doctype html><html lang="en"><title>An article</title>
                <h1>An article</h1>{site.body}<p id="after">The end.</p></html>"""
                self.send_response(200)
                self.send_header("Content-Type", "text/html")
                self.end_headers()
                self.wfile.write(html.encode())

            def log_message(self, *_):
                """Says nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Article)
        self.origin = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def show(self, page, body):
        """Opens a page of this site with a body."""
        self.body = body
        page.goto(f"{self.origin}/article")


def plain_frame(poll):
    return f'<iframe src="{poll.frame}" title="Poll" width="500" height="900"></iframe>'
