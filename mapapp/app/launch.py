"""``mapapp app``: Streamlit on the page, with its settings given, from whatever folder."""

from __future__ import annotations

import os
import subprocess
import sys

from mapapp.errors import OutputError

#: As in `.streamlit/config.toml`, which only a checkout has; a test compares the two.
SETTINGS = {
    "browser.gatherUsageStats": "false",
    "client.disableDataExport": "true",
    "client.showErrorDetails": "none",
    "client.showErrorLinks": "false",
    "client.toolbarMode": "minimal",
    "server.address": "localhost",
    "server.enableCORS": "true",
    "server.enableXsrfProtection": "true",
    "server.maxUploadSize": "50",
    "server.showEmailPrompt": "false",
    "theme.baseRadius": "8px",
    "theme.dark.backgroundColor": "#10181f",
    "theme.dark.borderColor": "#33414b",
    "theme.dark.primaryColor": "#2a77b8",
    "theme.dark.secondaryBackgroundColor": "#1b262f",
    "theme.dark.textColor": "#eef2f4",
    "theme.light.backgroundColor": "#ffffff",
    "theme.light.borderColor": "#d5dde2",
    "theme.light.primaryColor": "#0b63a5",
    "theme.light.secondaryBackgroundColor": "#f1f4f6",
    "theme.light.textColor": "#17212a",
}


def command(port: int | None = None, browser: bool = True) -> list[str]:
    """Return the words that start the page."""
    settings = {**SETTINGS, "server.fileWatcherType": "none"}
    if port:
        settings["server.port"] = str(port)
    if not browser:
        settings["server.headless"] = "true"
    flags = [word for name, value in settings.items() for word in (f"--{name}", value)]
    return [sys.executable, "-m", "mapapp.app.serve", *flags]


def launch(port: int | None = None, browser: bool = True, case: str | None = None, who: str | None = None) -> None:
    """Serve the page until it is stopped: of reports, or of a case in whose log `who` will stand.

    Raises
    ------
    OutputError
        When it could not be served; Streamlit has then said why.
    """
    try:
        told = {"MAPAPP_CASE": case or "", "MAPAPP_WHO": who or ""}
        status = subprocess.call(command(port, browser), env={**os.environ, **told})  # noqa: S603 (words of ours alone)
    except KeyboardInterrupt:
        return
    if status not in (0, -2, 130):
        raise OutputError(f"the page could not be served (Streamlit left with status {status})")
