from collections.abc import Callable

from bot.simulator.table import Request
from bot.simulator.world import World

Method = Callable[[World, Request], object]
