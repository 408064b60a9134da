"""The tables for identifiers out of the packs on a shelf."""

from __future__ import annotations

from types import MappingProxyType

from xunzheng.identifiers.code_forms import CodeForms
from xunzheng.identifiers.tables import Tables
from xunzheng.rulebook.region_table import RegionTable
from xunzheng.rulebook.shelf import Shelf

REGIONS = "regions-cn"


def tables_from(shelf: Shelf) -> Tables:
    """The regions of the standard pack; the forms and code lists of all packs, by code.

    Of two lists of one code that of the later pack wins, so that a place can bring its own.
    Raises RulePackError where a line of the regions is wrong.
    """
    regions = shelf.pack(REGIONS).content
    assert isinstance(regions, RegionTable)
    found = [pack.content for pack in shelf.packs if isinstance(pack.content, CodeForms)]
    forms = tuple(form for one in found for form in one.forms)
    lists = {code: own for one in found for code, own in one.lists.items()}
    return Tables(regions.regions(), CodeForms(forms, MappingProxyType(lists)))
