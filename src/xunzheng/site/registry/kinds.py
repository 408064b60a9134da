"""The kinds of rows of the registry: their models, their columns with the headings that an import knows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from xunzheng.site.registry.models import Dated, Hall, Organisation, Post, Region, Window


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its field, headings, greatest length; `refers` is the kind whose code it must be."""

    field: str
    heading: str
    also: tuple[str, ...] = ()
    most: int = 40
    is_required: bool = False
    refers: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of rows; `columns` are those beside the code and the period."""

    code: str
    title: str
    model: type[Dated]
    columns: tuple[Column, ...]

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields of a row, in order; what is compared to see whether a row changed."""
        return tuple(column.field for column in self.columns)


CODE: Final = Column("code", "编码", ("代码", "code"), is_required=True)
FROM: Final = Column("valid_from", "生效日期", ("启用日期", "valid_from", "from"), most=20)
TO: Final = Column("valid_to", "失效日期", ("停用日期", "valid_to", "to"), most=20)
_NAME: Final = Column("name", "名称", ("name",), most=200, is_required=True)
_SUCCESSOR: Final = Column("successor", "接续编码", ("successor",))
_REGION: Final = Column("region", "区划代码", ("所属区划", "region"), refers="region")
_ORGANISATION: Final = Column(
    "organisation", "机构编码", ("organisation",), is_required=True, refers="organisation"
)
LEVELS: Final = ("省", "市", "县", "乡镇", "村")

KINDS: Final = {
    kind.code: kind
    for kind in (
        Kind(
            "region", "区划", Region,
            (
                _NAME,
                Column("parent", "上级编码", ("上级代码", "上级区划", "parent"), refers="region"),
                Column("level", "级别", ("层级", "level"), most=20, is_required=True, choices=LEVELS),
                _SUCCESSOR,
            ),
        ),
        Kind(
            "organisation", "机构", Organisation,
            (
                Column("name", "名称", ("机构名称", "单位名称", "name"), most=200, is_required=True),
                Column("uscc", "统一社会信用代码", ("信用代码", "uscc"), most=18),
                Column("parent", "上级编码", ("上级机构", "parent"), refers="organisation"),
                _REGION,
                Column("kind", "类型", ("机构类型", "kind"), is_required=True),
                _SUCCESSOR,
            ),
        ),
        Kind(
            "hall", "大厅", Hall,
            (
                _NAME,
                _ORGANISATION,
                _REGION,
                Column("address", "地址", ("address",), most=200),
                _SUCCESSOR,
            ),
        ),
        Kind(
            "window", "窗口", Window,
            (
                _NAME,
                Column("hall", "大厅编码", ("hall",), is_required=True, refers="hall"),
                Column("organisation", "机构编码", ("organisation",), refers="organisation"),
                _SUCCESSOR,
            ),
        ),
        Kind(
            "post", "岗位", Post,
            (
                Column("name", "岗位名称", ("名称", "职务", "name", "title"), most=200, is_required=True),
                _ORGANISATION,
                _SUCCESSOR,
            ),
        ),
    )
}  # fmt: skip
