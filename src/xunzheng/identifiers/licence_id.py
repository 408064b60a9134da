"""The identifier of an electronic licence (GB/T 36904): an object identifier with a check character."""

from __future__ import annotations

from dataclasses import dataclass

from xunzheng.identifiers.characters import LETTERS_AND_DIGITS
from xunzheng.identifiers.check_characters import licence_check
from xunzheng.identifiers.flaw import Flaw, character_flaws, check_flaws, refuse_flawed

LICENCE_ID = "电子证照标识"
ROOT = "1.2.156.3005.2"
_TYPE_LENGTH, _VERSION_LENGTH = 21, 3
_NAMES = ("证照类型代码", "颁发机构代码", "流水号", "版本号", "校验位")


@dataclass(frozen=True, slots=True)
class LicenceId:
    """An identifier that holds: root, five parts and a right check character. Raises BadIdentifier."""

    text: str

    def __post_init__(self) -> None:
        refuse_flawed(LICENCE_ID, licence_id_flaws(self.text))

    def __str__(self) -> str:
        return self.text

    @property
    def type_code(self) -> str:
        """证照类型代码, 21 characters: the credit code of who defined the type, and three more."""
        return licence_parts(self.text)[0][1]

    @property
    def issuer(self) -> str:
        """颁发机构代码, as a rule a credit code."""
        return licence_parts(self.text)[1][1]

    @property
    def serial(self) -> str:
        """流水号, as long as the issuer makes it."""
        return licence_parts(self.text)[2][1]

    @property
    def version(self) -> str:
        """版本号, three characters."""
        return licence_parts(self.text)[3][1]


def make_licence_id(type_code: str, issuer: str, serial: str, version: str) -> LicenceId:
    """The identifier of its four parts. Raises BadIdentifier where one is not of its form.

    >>> str(make_licence_id("114315000063850000001", "114315000063850000", "20240001", "001"))[-5:]
    '001.F'
    """
    parts = (type_code, issuer, serial, version)
    refuse_flawed(LICENCE_ID, _part_flaws(parts))
    return LicenceId(".".join((ROOT, *parts, licence_check("".join(parts)))))


def licence_id_flaws(text: str) -> tuple[Flaw, ...]:
    """What is wrong with an identifier in capitals: its root, the number of parts, the parts, the check."""
    if not text.startswith(ROOT + "."):
        return (Flaw(1, "根节点不对", ROOT, f"“{text[: len(ROOT)]}”"),)
    parts = _split(text)
    if len(parts) != len(_NAMES):
        return (Flaw(None, "段数不对", f"根节点后 {len(_NAMES)} 段", f"{len(parts)} 段"),)
    *body, check = parts
    wrong = _part_flaws(tuple(body))
    return wrong or check_flaws(len(text), "校验位", licence_check("".join(body)), check)


def licence_parts(text: str) -> tuple[tuple[str, str], ...]:
    """The parts behind the root with their names; as many as there are of both."""
    return tuple(zip(_NAMES, _split(text), strict=False))


def _split(text: str) -> list[str]:
    return text.removeprefix(ROOT + ".").split(".")


def _part_flaws(parts: tuple[str, ...]) -> tuple[Flaw, ...]:
    flaws: list[Flaw] = []
    place = len(ROOT) + 2
    for name, part in zip(_NAMES, parts, strict=False):
        flaws.extend(_one_part_flaws(name, part, place))
        place += len(part) + 1
    return tuple(flaws)


def _one_part_flaws(name: str, part: str, place: int) -> tuple[Flaw, ...]:
    length = {_NAMES[0]: _TYPE_LENGTH, _NAMES[3]: _VERSION_LENGTH}.get(name)
    if not part:
        return (Flaw(place, f"{name}为空", "至少一位", "空"),)
    if length is not None and len(part) != length:
        return (Flaw(place, f"{name}的长度不对", f"{length} 位", f"{len(part)} 位"),)
    return character_flaws(part, LETTERS_AND_DIGITS, "数字或大写字母", place)
