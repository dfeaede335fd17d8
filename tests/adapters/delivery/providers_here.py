"""A sender child that takes a port of this machine for the chat providers' own hosts."""

from __future__ import annotations

from multiprocessing.connection import Connection

from incident.adapters.delivery.child import serve

__all__ = ["HOSTS", "serve_here"]

HOSTS = {
    "wecombot": ("notify_url", "http://127.0.0.1:{port}/wecombot?key={{key}}"),
    "dingtalk": ("notify_url", "http://127.0.0.1:{port}/dingtalk?access_token={{token}}"),
    "feishu": ("notify_url", "http://127.0.0.1:{port}/feishu/{{token}}/"),
    "lark": ("notify_url", "http://127.0.0.1:{port}/lark/"),
    "schan": ("notify_url", "http://127.0.0.1:{port}/schan/{{token}}.send"),
    "tgram": ("notify_url", "http://127.0.0.1:{port}/bot"),
    "slack": ("webhook_url", "http://127.0.0.1:{port}/services"),
}
"""Schema to the attribute of its plug-in that holds its address, and the address here."""


def serve_here(line: Connection, port: int) -> None:
    """What every sender child does, with the providers moved."""
    from apprise.manager_plugins import NotificationManager  # here: only this process may load it

    plugins = NotificationManager()  # type: ignore[no-untyped-call]  # Apprise has types in places
    for schema, (attribute, address) in HOSTS.items():
        plugin = plugins[schema]
        assert hasattr(plugin, attribute), schema
        setattr(plugin, attribute, address.format(port=port))
    serve(line)
