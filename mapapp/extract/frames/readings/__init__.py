"""Special readings: what says where a force is or goes without a trigger that governs both, one idea a module.

Each takes the frame of a sentence and returns drafts; `mapapp.extract.frames.drafts` has their order.
"""
