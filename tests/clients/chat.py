"""Drives a visitor's chat through Python gql, against a running server:

    python chat.py http|websocket SERVER CHANNEL OPERATOR_TOKEN

With `http` everything goes by POST; with `websocket` everything goes over one socket, the feed as
well, and the socket is lost once. The operator's side goes by POST.
"""

import asyncio
import sys
from contextlib import AsyncExitStack

from gql import Client, GraphQLRequest
from gql.transport.aiohttp import AIOHTTPTransport
from gql.transport.exceptions import TransportError
from gql.transport.websockets import WebsocketsTransport

PATIENCE_SECONDS = 15

START = """
mutation Start($input: VisitStartInput!) {
  visitStart(input: $input) { visit { secret } userErrors { code message } }
}"""
PLACE = "query Place { headCursor myChat { id } }"
WRITE = """
mutation Write($input: MessageWriteInput!) {
  messageWrite(input: $input) { message { id body } userErrors { code message } }
}"""
HISTORY = "query History { myChat { messages(last: 50) { nodes { id body author } } } }"
FOLLOW = """
subscription Follow($after: EventCursor) {
  myChat(after: $after) { cursor resetReason events { kind message { id body author } } }
}"""
REPLY = """
mutation Reply($input: MessageReplyInput!) {
  messageReply(input: $input) { message { id body } userErrors { code message } }
}"""


def transport(kind, server, path, token):
    """A transport of gql; the schema is fetched only over HTTP."""
    if kind == "websocket":
        socket = server.replace("http", "ws", 1) + path + "/ws"
        return WebsocketsTransport(url=socket, init_payload={"token": token} if token else {})
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return AIOHTTPTransport(url=server + path, headers=headers)


class Side:
    """One side of the chat."""

    def __init__(self, session):
        self.session = session

    async def ask(self, document, variables=None):
        request = GraphQLRequest(document, variable_values=variables)
        return await self.session.execute(request)

    async def change(self, document, mutation, values):
        payload = (await self.ask(document, {"input": values}))[mutation]
        assert payload["userErrors"] == [], f"{mutation} was refused: {payload['userErrors']}"
        return payload

    async def write(self, body, key):
        values = {"body": body, "clientMutationId": key}
        return (await self.change(WRITE, "messageWrite", values))["message"]

    async def reply(self, chat_id, body):
        values = {"chatId": chat_id, "body": body}
        return (await self.change(REPLY, "messageReply", values))["message"]


async def side(stack, kind, server, path, token=None):
    client = Client(
        transport=transport(kind, server, path, token),
        fetch_schema_from_transport=kind == "http",
    )
    return Side(await stack.enter_async_context(client))


async def come(kind, server, channel):
    async with AsyncExitStack() as stack:
        stranger = await side(stack, kind, server, "/visitor/graphql")
        payload = await stranger.change(START, "visitStart", {"channelKey": channel})
        return payload["visit"]["secret"]


async def follow(visitor, cursor, count):
    """The next messages of the feed after a place, and the place after them."""
    messages = []
    request = GraphQLRequest(FOLLOW, variable_values={"after": cursor})
    async with asyncio.timeout(PATIENCE_SECONDS):
        async for result in visitor.session.subscribe(request):
            batch = result["myChat"]
            assert batch["resetReason"] is None, f"a reset without cause: {batch}"
            created = [e["message"] for e in batch["events"] if e["kind"] == "MESSAGE_CREATED"]
            messages += created
            cursor = batch["cursor"]
            if len(messages) >= count:
                break
    return messages, cursor


async def by_http(server, channel, operator, stack):
    secret = await come("http", server, channel)
    visitor = await side(stack, "http", server, "/visitor/graphql", secret)
    assert (await visitor.ask(PLACE))["myChat"] is None, "a chat before the first message"
    question = await visitor.write("Where is my order?", "question")
    again = await visitor.write("Where is my order?", "question")
    assert again == question, "a retry is the same message"
    chat_id = (await visitor.ask(PLACE))["myChat"]["id"]
    await operator.reply(chat_id, "It leaves today.")
    stored = (await visitor.ask(HISTORY))["myChat"]["messages"]["nodes"]
    assert [message["author"] for message in stored] == ["ME", "OPERATOR"], stored
    assert stored[1]["body"] == "It leaves today."
    return len(stored)


async def by_websocket(server, channel, operator, stack):
    secret = await come("websocket", server, channel)
    async with AsyncExitStack() as first_line:
        visitor = await side(first_line, "websocket", server, "/visitor/graphql", secret)
        cursor = (await visitor.ask(PLACE))["headCursor"]
        question = await visitor.write("Where is my order?", "question")
        chat_id = (await visitor.ask(PLACE))["myChat"]["id"]
        await operator.reply(chat_id, "It leaves today.")
        told, cursor = await follow(visitor, cursor, 2)
    await operator.reply(chat_id, "It has left.")
    await operator.reply(chat_id, "It arrives tomorrow.")
    visitor = await side(stack, "websocket", server, "/visitor/graphql", secret)
    missed, cursor = await follow(visitor, cursor, 2)
    stored = (await visitor.ask(HISTORY))["myChat"]["messages"]["nodes"]
    assert told + missed == stored, f"told {told + missed}, stored {stored}"
    assert stored[0]["id"] == question["id"]
    return len(stored)


async def main(kind, server, channel, token):
    run = {"http": by_http, "websocket": by_websocket}[kind]
    async with AsyncExitStack() as stack:
        operator = await side(stack, "http", server, "/graphql", token)
        count = await run(server, channel, operator, stack)
    print(f"gql over {kind}: {count} messages, each once and in order")


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    try:
        asyncio.run(main(*sys.argv[1:]))
    except TransportError as error:
        sys.exit(f"gql gave up: {type(error).__name__}: {error}")
