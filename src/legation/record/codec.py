"""How the records of `types` are written into the tables, and read back unchanged."""

from __future__ import annotations

import struct
import zlib
from dataclasses import fields
from typing import Any, get_type_hints

import msgspec

from legation.merge import Sketch
from legation.types import Event, Failure, Report, Story

_encoder = msgspec.json.Encoder()
