"""Python runs this as it starts, where this folder is on its path: plants faults."""

from tests.faults.planting import plant

plant()
