"""What guards the door: nothing held back is in the plan, nothing under embargo in the bytes.

The look at the bytes is independent of the plan: it asks what an output holds, not of what it is.
"""

from generator.guard.leaks import leak_of, needles_of
from generator.guard.needles import Needle
from generator.guard.planned import guard_plan
from generator.guard.seeking import Seeker

__all__ = ["Needle", "Seeker", "guard_plan", "leak_of", "needles_of"]
