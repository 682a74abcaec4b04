"""A real SMTP server in a process of its own, with a few bad habits; what it takes in lies in a maildir.

Started by the fixtures of conftest.py as ``python mailhost.py PORT MAILDIR [SECONDS]``: it answers so many seconds
after it has taken a mail. nobody@ is refused for good, later@ for now, at quit@ it hangs up.
"""

import asyncio
import signal
import sys

from aiosmtpd.handlers import Mailbox
from aiosmtpd.smtp import SMTP


class Host(Mailbox):
    def __init__(self, folder, slowness):
        super().__init__(folder)
        self.slowness = slowness

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("nobody@"):
            return f"550 5.1.1 <{address}>: there is no such mailbox"
        if address.startswith("later@"):
            return "451 4.3.0 come again later"
        if address.startswith("quit@"):
            server.transport.abort()
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if envelope.rcpt_tos[0].startswith("refused@"):
            return "554 5.6.0 we do not take this"
        answer = await super().handle_DATA(server, session, envelope)
        await asyncio.sleep(self.slowness)
        return answer


async def serve(port, folder, slowness):
    host = Host(folder, slowness)
    loop = asyncio.get_running_loop()
    await loop.create_server(lambda: SMTP(host, hostname="mailhost"), "127.0.0.1", port)
    ended = asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, ended.set)
    await ended.wait()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), sys.argv[2], float(sys.argv[3]) if len(sys.argv) > 3 else 0))
