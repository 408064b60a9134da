"""A small record of regions and strategies that make identifiers: nobody's."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from xunzheng.identifiers.characters import CREDIT, DIGITS, LETTERS_AND_DIGITS
from xunzheng.identifiers.code_forms import CodeForm, CodeForms, CodeList, FormPart, PartKind
from xunzheng.identifiers.credit_code import CreditCode, make_credit_code
from xunzheng.identifiers.item_code import BasicCode, ItemCode, make_item_code
from xunzheng.identifiers.licence_id import LicenceId, make_licence_id
from xunzheng.identifiers.personal_number import PersonalNumber, make_personal_number
from xunzheng.identifiers.regions import NamedRegion, RegionChange, Regions
from xunzheng.identifiers.tables import Tables

TODAY = date(2026, 1, 1)
REGIONS = Regions(
    [
        NamedRegion("430000", "湖南省"),
        NamedRegion("431100", "永州市", date(1995, 1, 1)),
        NamedRegion("431102", "零陵区", date(2005, 1, 1)),
        NamedRegion("431102", "芝山区", date(1995, 1, 1), date(2005, 1, 1)),
        NamedRegion("431121", "祁阳县", date(1995, 1, 1), date(2022, 1, 1)),
        NamedRegion("431181", "祁阳市", date(2021, 1, 1)),
        NamedRegion("432930", "祁阳县", date(1983, 1, 1), date(1996, 1, 1)),
        NamedRegion("432999", "旧县", None, date(1983, 1, 1)),
    ],
    [RegionChange("432930", "431121", 1995), RegionChange("431121", "431181", 2021)],
)
FORMS = CodeForms(
    (
        CodeForm(
            "component",
            "部件",
            (FormPart("区划", 6, PartKind.REGION), FormPart("其余", 10, PartKind.DIGITS, "none")),
        ),
        CodeForm(
            "grid", "网格", (FormPart("区划", 6, PartKind.REGION), FormPart("其余", 9, PartKind.DIGITS))
        ),
        CodeForm("old-item", "旧码", (FormPart("全部", 24, PartKind.CHARACTERS),)),
        CodeForm(
            "dashed",
            "带线的",
            (
                FormPart("日", 8, PartKind.DAY),
                FormPart("单位", 18, PartKind.CREDIT_CODE),
                FormPart("层级", 1, PartKind.DIGITS, "item-level"),
            ),
            "-",
        ),
        CodeForm("weak", "十八位", (FormPart("全部", 18, PartKind.CHARACTERS),)),
    ),
    {
        "item-level": CodeList("item-level", "行使层级", {"3": "市级"}),
        "item-kind": CodeList("item-kind", "事项类型", {"01": "行政许可"}),
        "credit-authority": CodeList("credit-authority", "登记管理部门", {"1": "机构编制", "4": "文化"}),
        "credit-category": CodeList("credit-category", "机构类别", {"12": "事业单位", "43": "其他"}),
    },
)
TABLES = Tables(REGIONS, FORMS)

digits = st.text(DIGITS, min_size=1, max_size=30)


def _of(alphabet: str, length: int) -> st.SearchStrategy[str]:
    return st.text(alphabet, min_size=length, max_size=length)


credit_codes: st.SearchStrategy[CreditCode] = st.builds(
    make_credit_code, _of(CREDIT, 2), _of(DIGITS, 6), _of(CREDIT, 8)
)
personal_numbers: st.SearchStrategy[PersonalNumber] = st.builds(
    make_personal_number,
    _of(DIGITS, 4).map("43".__add__),
    st.dates(date(1800, 1, 1), date(2099, 12, 31)),
    _of(DIGITS, 3),
)
licence_ids: st.SearchStrategy[LicenceId] = st.builds(
    make_licence_id,
    _of(LETTERS_AND_DIGITS, 21),
    _of(LETTERS_AND_DIGITS, 18),
    st.text(LETTERS_AND_DIGITS, min_size=1, max_size=20),
    _of(LETTERS_AND_DIGITS, 3),
)
item_codes: st.SearchStrategy[ItemCode] = st.builds(
    make_item_code, credit_codes, st.sampled_from("1234567"), _of(DIGITS, 12).map(BasicCode)
)
