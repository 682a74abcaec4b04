"""The live service: submit, support, stream and snapshot beside the pages; asyncio, no handlers of Django, no ORM."""
