"""Web addresses, feeds and sitemaps → bytes and entries, fetched politely and safely."""

from claimtrack.fetching.addresses import Resolver, SystemResolver, is_public
from claimtrack.fetching.client import USER_AGENT, Client, Fetched, LeftAloneError, Validators
from claimtrack.fetching.listings import Entry, Listing, is_listing, read_listing
from claimtrack.fetching.locations import Location, is_address, same_site, shown
from claimtrack.fetching.policy import PRIVATE_HOSTS, Policy

__all__ = [
    "PRIVATE_HOSTS",
    "USER_AGENT",
    "Client",
    "Entry",
    "Fetched",
    "LeftAloneError",
    "Listing",
    "Location",
    "Policy",
    "Resolver",
    "SystemResolver",
    "Validators",
    "is_address",
    "is_listing",
    "is_public",
    "read_listing",
    "same_site",
    "shown",
]
