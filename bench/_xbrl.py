"""The stated sums as XBRL 2.1: a schema, a calculation linkbase and an instance, all local files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from _stated_sums import StatedSum

_SPACES = (
    'xmlns:xbrli="http://www.xbrl.org/2003/instance" xmlns:link="http://www.xbrl.org/2003/linkbase" '
    'xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:s="http://sums.invalid/2023"'
)
_SUMMATION = "http://www.xbrl.org/2003/arcrole/summation-item"
_ROLE = "http://www.xbrl.org/2003/role/link"


def write_instance(sums: Sequence[StatedSum], folder: Path) -> Path:
    """Write the three files into the folder; the path of the instance.

    Every total and every part is a concept of its own, as every stated sum of a report has items of its
    own; one context, one unit; all facts with decimals="2".
    """
    (folder / "sums.xsd").write_text("\n".join(_schema(sums)), "utf-8")
    (folder / "calculation.xml").write_text("\n".join(_linkbase(sums)), "utf-8")
    instance = folder / "instance.xml"
    instance.write_text("\n".join(_instance(sums)), "utf-8")
    return instance


def _names(stated: StatedSum) -> list[str]:
    return [f"P{stated.number}x{order}" for order in range(len(stated.parts))]


def _schema(sums: Sequence[StatedSum]) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield (
        f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" {_SPACES} '
        'targetNamespace="http://sums.invalid/2023" elementFormDefault="qualified">'
    )
    yield (
        '<xs:annotation><xs:appinfo><link:linkbaseRef xlink:type="simple" xlink:href="calculation.xml" '
        'xlink:role="http://www.xbrl.org/2003/role/calculationLinkbaseRef" '
        'xlink:arcrole="http://www.w3.org/1999/xlink/properties/linkbase"/></xs:appinfo></xs:annotation>'
    )
    yield (
        '<xs:import namespace="http://www.xbrl.org/2003/instance" '
        'schemaLocation="http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd"/>'
    )
    for stated in sums:
        for name in (f"T{stated.number}", *_names(stated)):
            yield (
                f'<xs:element name="{name}" id="{name}" type="xbrli:decimalItemType" '
                'substitutionGroup="xbrli:item" xbrli:periodType="duration" nillable="true"/>'
            )
    yield "</xs:schema>"


def _linkbase(sums: Sequence[StatedSum]) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f"<link:linkbase {_SPACES}>"
    yield f'<link:calculationLink xlink:type="extended" xlink:role="{_ROLE}">'
    for stated in sums:
        for name in (f"T{stated.number}", *_names(stated)):
            yield f'<link:loc xlink:type="locator" xlink:href="sums.xsd#{name}" xlink:label="{name}"/>'
        for order, name in enumerate(_names(stated), 1):
            yield (
                f'<link:calculationArc xlink:type="arc" xlink:arcrole="{_SUMMATION}" '
                f'xlink:from="T{stated.number}" xlink:to="{name}" order="{order}" weight="1"/>'
            )
    yield "</link:calculationLink></link:linkbase>"


def _instance(sums: Sequence[StatedSum]) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f"<xbrli:xbrl {_SPACES}>"
    yield '<link:schemaRef xlink:type="simple" xlink:href="sums.xsd"/>'
    yield (
        '<xbrli:context id="c"><xbrli:entity><xbrli:identifier scheme="http://sums.invalid">city'
        "</xbrli:identifier></xbrli:entity><xbrli:period><xbrli:startDate>2023-01-01</xbrli:startDate>"
        "<xbrli:endDate>2023-12-31</xbrli:endDate></xbrli:period></xbrli:context>"
    )
    yield '<xbrli:unit id="u"><xbrli:measure>xbrli:pure</xbrli:measure></xbrli:unit>'
    for stated in sums:
        for name, value in zip(
            (f"T{stated.number}", *_names(stated)), (stated.total, *stated.parts), strict=True
        ):
            yield f'<s:{name} contextRef="c" unitRef="u" decimals="2">{value}</s:{name}>'
    yield "</xbrli:xbrl>"
