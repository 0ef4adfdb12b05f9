"""Files in and out: bytes become found rows, rows become bytes; nothing here touches a disk."""
