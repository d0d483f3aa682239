"""Relations between claims become disputes: questions with sides."""

from claimtrack.disputes.building import build_disputes

__all__ = ["build_disputes"]
