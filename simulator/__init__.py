"""An SES account on your machine: moto and what it lacks, for the demo, the tests and the benchmarks.

`with inprocess(world):` answers this process's boto3; `with serve(world) as server:` answers at `server.url`.
"""

from simulator.clock import Clock
from simulator.faults import Fault, Kind
from simulator.hooks import inprocess
from simulator.server import Server, serve
from simulator.world import World

__all__ = ["Clock", "Fault", "Kind", "Server", "World", "inprocess", "serve"]
