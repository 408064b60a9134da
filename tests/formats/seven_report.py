"""One report, told once, in all the formats that reports arrive in."""

from __future__ import annotations

import base64
import io
import zlib

import xlwt  # type: ignore[import-untyped]  # the package has no type hints

from tests.formats.corpus_files import as_html, as_xlsx, typed
from tests.formats.docx_files import report_as_word
from tests.formats.pdf_typeset import source_of, typeset
from xunzheng.documents.model import Document, Paragraph, Table
from xunzheng.formats import read

TEXT = """\
溪桥县2023年农村饮水安全维修养护项目绩效自评报告

一、项目概况
（一）项目基本情况
溪桥县农村供水总站负责全县农村饮水工程的维修养护。2023年计划维修供水点46处，其中集中供水工程12处、分散供水点34处，受益人口2.8万人。
（二）资金安排
全年预算386万元，其中省级补助资金210万元、县级配套资金176万元；实际到位386万元，到位率100%，实际支出371.5万元，预算执行率96.24%。
二、绩效目标完成情况
1、数量指标。维修集中供水工程12处、分散供水点34处，合计46处，完成率100%。
2、质量指标。抽检水样92份，合格90份，合格率97.8%。
3、时效指标。截至2023年11月底全部完工，比计划工期提前20天。
三、自评得分
按照项目支出绩效自评表逐项打分，自评得分97.5分，等级为“优”。
溪桥县农村饮水安全维修养护项目支出绩效自评表
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因 |
| --- | --- | --- | --- | --- | --- | --- | --- |
| 预算执行 | 预算执行 | 预算执行率 | 100% | 96.24% | 10 | 9.5 | 质保金未到支付期 |
| 产出指标 | 数量指标 | 维修集中供水工程 | ≥12处 | 12处 | 15 | 15 |  |
| 产出指标 | 数量指标 | 维修分散供水点 | ≥34处 | 34处 | 15 | 15 |  |
| 产出指标 | 质量指标 | 水样合格率 | ≥98% | 97.8% | 10 | 9 | 两处水源雨后浑浊，已加装滤料 |
| 产出指标 | 时效指标 | 完工时间 | 2023年12月底 | 2023年11月底 | 10 | 10 |  |
| 效益指标 | 社会效益 | 受益人口 | ≥2.8万人 | 2.8万人 | 15 | 15 |  |
| 效益指标 | 可持续影响 | 管护制度 | 建立 | 已建立 | 15 | 14 | 两个村管水员未到位 |
| 满意度指标 | 满意度 | 用水户满意度 | ≥90% | 94.6% | 10 | 10 |  |
| 总分 |  |  |  |  | 100 | 97.5 |  |
四、存在的问题和改进措施
部分村管水员报酬偏低，水费收缴率只有81%。下一步将按水量计收水费，把收缴情况与补助挂钩。
"""

# The report as old Word saves it: written as docx by us, saved as doc (Word 97) by LibreOffice, deflated.
_OLD_WORD = """
eNrtXQ10lNWZfr9vJvNDfhgiICJKgBgwQpgkk2TAiBEwjREmyQQBBSJJGDJi/kwiBexhwbIrVbBg/UGXpdCjxXY9Ftnu6nrqEV3K
cWlV3FIWtetBV3eRbalQ1q3syuzz3nu/mW8mk8kkokI7d84z89373fe9773ve9/78/3MoTeHHdv13Oj3KSZcSxY6F3KSzZSmiXQV
XES6SjsXCoWM5FAqXFThc/XLOpwO/aUBrHM74ACcwBAgHcgAMoEsYKg0ARoGZAOXAMOBEcBI4FJglLKN0fi9HBgDXAFcCYwFcoBx
wHhggsp7FX7zgInAJOBqIB+4BpgMTAEKgKmAGygEioBiwAOUAKVAGeAFpim+jHJ1nAqR4KcOfHqgixupHb9dtJoGEkbCYsz8kqE5
l2S+ZEOq/MGXr5n6hzWm/3Oa0f9T/eZPM2jQrGWItCGbUxc2sU+aRiX777l3NHd1dHcs78lZ0NG1bMrsjjvvbgu09wibmFvPabM7
msVIwMcFiIjzBV46M23vXf3boianEYMO50LMQ4/Hl4795fdPf1YTdP3tVgddM/Hv3ubx4pga0/h8LcA2v1DZfKuy+y0qz5PK9veo
8e9nagx8TY2Dh0kK//Hnckzjc52re4Id7VOWdTSvEmmXAS2B9kBXY09gWU7T6hxzBorQ+Tq62hpbC5Z19LSJNF2NbRWmOvU67qp7
3UNvaubjgbZfNvlRR40WiRFdhi4M7adCOv+iXXwYH7qojRpF+/C4nb1suKaRJZcac6kwV7sE7TT8ydfohlzKz9UwEs/Mp5pqK9UB
s6pHUluV09oN3FyFJq+2UTuOe4CG6jRqxPnbqzQrLSXNxXpcKtq+igIobxndgTGpBWNToZhhaJSWq1Xk0SVPHtOGo1AbSpuI0pyd
wdLbt6JMO8q0o8wxVOLQaqsdJIsYQ4sdGjjrCUooEiXosgRU6TWKKaFm/UumEkZHlzBalLCQLKKEhXFLKBYlWGQJurmEsb1LMHFn
zg1kFZwb4nL2CM5Wydli5nxVb86lDs3EfIlDY/5+ShP8/XH5lwj+aZK/1cz/Msk/9/qlYf4GZ7SCLUFrlAqeNskzLU5rmHmWRgkM
jvYEnMsEZ7vkbIvlrHUGKyoq+uJ8GzkE59vicvYKzg7J2W7mPC6ejQyniIFgaryUnAnsb5rg7ZS8HbH2FyM18y41299wIX0k5NG5
sdnaKTGTTg+XFUA/zqFZFESsy5RP02S+SjUX7J2vHPlOh4Zp5WLGNxs5luPc3fAIPHOsFfkaUQ/+7gRdjuDF80kO80Qp47R5Yu3Q
u2+by0q+P0uuhX1wLYrHNYk+PEdwvUGbE5drcRTX/vutT3Cr03xiJJkHPj1os0AUl6sll0tLl5hk81DFxjS6uUo32RC6+XzBr1Gb
L0agemigCRzjcb0mXo1HgevQaMsZJSxnsuB7lzZZ1HomdLcM64AcSBygVULHZmtwi9zrNbdYA8bLXRRD4RUUWzVvnxTRLeuAsC5I
56IZgnKXNkOsOefifDNydPQhmwuVdaKyTtFFuF94BP1zmkdooA4tJi3cTDVU9jAWFG2zRPhDpnpF88e1Ak8UdbI+tlLwfEurjMuz
JIpnIr8qLfT9Piy0NJ6FJvClktupPriV9eKW2H9Ke9d0X1xu3ihuyfhM2ceH6fH7+LRefTw5Pzle+iN9vJjf1ItVb4fgyfESoa48
WuiCd9HzhDXeiPlPpyipG6V3i3zSVKqlv9CrxVzqJuHzAvjuFjYW395GRGouLUVZiLT1Ol3autG7Zc/uLQFb7dDO4Lp16wyrlRbW
qFeKnhArS28OfclRIb2BXiH4RMvhF76fRwjm3IxvlmS6Q5uZb+sM7qudSzPyDatar88RO0SxksTjcVkUD3Z+4CNVAW8ivIdeJPrw
TDFK3Sk8gOH52BuCnskUTZ4YsXbpcmSbI2rcg99G1CUAGjmnJJXvuQT5ikz5XkmQr9iU760E+TymfO8nyFdiyncqQb5SUz7N0ne+
MlO+YQnyeU35xiXIN00uEpFPo5mWSrF2iu6hrJVizNY/wVxmlZjLjELXhBcGeFCvrU5Hv8wQI3oBzXQxnwIxO4r4dmOsYM17SC41
Vom9vqnI77d4xBrOkI/tqIQaNgS1JRsw49qw7ZyxOGnL1cSqaTyomiwVQtpZYrbC4yf3fpa2FCWsEiVkIH+2GDLRNRqqM42hMk/U
t0u0S5qw7GVCVo6VCSorcfZSke9eS6noAdEzsEZBlRM13+IVH7f8dBoLCR+yTBc+xkzHe6jTsPb6BOugzAMO0quyt+Rquqyg0MV0
ygHtDxRtNPfLcTYR7RrIeyq017JGtLRPjLD1aB0ebw1tjqVrFY+YtR99sbXfDpohZsY7RCuae/UCzDxlibKgyRr0mLuMBfYdcBiz
3atEQk0kIW+ZQ3Naaw842LU5UMJEkaMukmNAs65aqhby1YqxIHbWxZq7boDzrSphHR9YqsS4ZlhvvJk0W/QMWPQhXVo0UbRFewWn
0xav6Kfx52Lsxa9HOx7TNFMPmi4odev0PimLhS1UhGkiszIvlaJFsq1eYWkR+YuEvDeY5I3tgV4qA+X4XpTFctYDSq81PmW5kLfI
Wh7lkdhD8DqENdEjrkHMoiF5lF6pRTdUhfRT1grRz+NTS/mHY30jOOjxOPj74VAsONwoOViiOcgaNPWqgQ8c2oRf7RLUlZLaGq/8
rl7lm6mNGnxDckiLx+HefjjIGlRJDrZoDtLbP2StjOEwS6322FPcrcbzm0x+mMI2JHVZLfj8wFotZg998zEsqjpOD4jmtTcJXtLG
bjbZWCyv+4UXfNV6v/BEbeHVBl9HmhO775V54FKyV+jrrPts5KxIX5e5z9hC67UjFrsqgZdM5BmFVyyQ/VNc7UozzSTZ38yNs2ap
UPnl2NYcM7Y5oGXpSS+NeKpZ1dk8X2rED8+ZtisO24V2+57LEt1GNWjFpy1LANmKvF8xKinXbI24Zms819zXrLSAxrkKLXpaQVg6
OfLm9Jp1SE/tpQLXMDWqusLWEBDf3XGouI0r8pxKijKL2BvON66v8MXQb2UQnc4kas+KvjbKkaJ0ogeBk8B05NsOnAEqkX8n8J6i
S/Y6ql3sUDNCQ2M/cndY7+McBBeId86qdrzjnUtTV3/inbOpHfJ45+xq1zzeOU1dCY4NDlSZvQN7+REH0kgLaraa6iz0kSzQPP+J
Ft7DjwmCzmsN03mtNp3YNhJT7EwLU+xMA4XeL4XDHqZw2EFh6Zei0xGm6HSAwtovxVFnmOKoExRp/VJUpIcpKtJBYeuX4umMMMXT
GaCw90vhygpTuLJA4VAUfevxkB6mOKSn9HjR6jFaHyk9Xth67Jsi2q/q4o6ZlAYvJg1Ge9SUBi8+DcbqI6XBC1ODphum9GgKuT4U
FGLym8r91ea2x9Fm7H0+lpi4NSaeFhO3xcTtCe6k6x3sgsMCfOSOSWFUrCgqVhwVK4mKlUbFykwrTlFHlymhVq40xTLxGyO3JHV7
D2+gtmFx2y22dgL0TXHJpUNsZ/BWQAn4JHPPVT2tFttCHeLGn+K85Eq/gbpQvrxZ6A6UpA3rn4Y3beT2U2N4y4K3nwOC1/Ik6lTG
JSUhHW/5c52kjERX25KjQ/2TzDklVBzKoazlV7QMTKpW0QYsF+gGVNZP3c+7/8n9EzdRDZfnSKa8DpgelyW3HKPjRgvDAqBzzTV4
/TWKzaNom7gpybr5xGZTh4kPb+lV080iZRZyXJ8kJ75dZQV4zEcdzVJdn/vF6Eusg+lHM+GkNMfmUUSHQBwUArz50piJjMgAtgjn
3tDZ4d0i3Nq3t9zSK/UWxX+iRdxJ39v7pcLAboV0n3+eMfaRkyTZgCVZN1gBC/WRudqludpNy9nwHEd+So6HQ7+0WB3lGT2uZ4Z/
OGrMFfXjhHGhr5hxIaU5j/RyUtlHatVsQ844zsNR50XB0nPERppmUQe6pVUeWI0UB1KWe8jioalH0kneNWjFt4jpUTFrVMxhxFIm
kzKZlMmkTCZlMimTSZlMymRSJpMymZTJpEwmZTIpk0mZTMpkUiaTMpmUyVwUJkP026c0bW6OE+c/yX7ZvPnskPerZtGsxo7WxnZv
nC1pp3UkXZcfiZdZEu81h0JDxdVMizpOV/fP8nFs2Ci+h4+gqN9EgfMMH8DO96QR8o1Es0fw5cVI2D2B6KDli2/9/9WEwdHdNZGo
yXTd4KEJ8q1KqTC4sA2NdwC/T4yXb/b4ukM+9Lk4xk4yvgY5dHo7ZRypkAp/1uHH7YHgy/VFGPSLqJh6GrbX1bW0P+5p/c6iYN2Z
tSdr7ql7smn1tpMrP15bFTixfv8DTzVVz8sk8mluTr33jr+vyyRHiHzOEMfPLpjc8vOlnCb5Mre/rvG0Xrv07TVjN0/YHKyTaVzC
R0vS12xYaZShuyMy7Hog28/pTPmPnR4qJeutGaGVdVN8Bx6d4uNUpi1Ebuutmtvmbw7InMXkETn/tf7gyhd9/45aFZCX7L4Xfbqb
pdwEKWdvfmvrdxY91JxJwbqehg3bHrunmJ9mRK5ZdbIM7Zu71wY2/sjPOYuoEFLxOc39cv3utXO3LriV0wupTNFcHtqx6MZH3f65
NWY+HL+vm2nddBVliDxTA2frikFXCKlKVD4uv6Vpzsb7uqeBtgA18iA/S7sJLcxtfnKlPbhpkatJtmohae7OwJtb7c32oO7mNkqu
RRzzdj1gtCNzi8jGZRWB66TNBteXmvYFPa1lwWlI/9zHtOU4doePWdYy0bKSuhjUnwaqApI6v+kP6yOaLITEjpZHGoJ1x7dsWvTR
kozQ4TtZux8tGdtyqHmun3NefStzcaK+bF+P3W7zI9bcchfbE7eZYXnBja4tq7fVN9n8GSEjp5SkhDjtpnt2r53uG5MzquaKHOYY
scB49hzNmS1691qugR0tbxw5w0c9DT9s4KPyWjuxLrkN+djm52+WxE41tSeXfL/+2Hw72cnQa7yj+7rtZLS+ncx6l+mcJiyEJm3+
t5q3tua3uP1TA0d9Y1uY827f2Topk2EHdoq1AzsFxktbYI7GbwkZ34n4RGyHuUj7sZPx2zcXw37sxLYj7YQ5TBN2wnUybCZSSzvl
+qy3elq3tB9/NGteXVt1W0bo9JKd/p9v/LD98UA0f8PCoB/Y0aeBM4/YyWxnRcLOotMKVZosT37zpypwcKXkNWP16BoRI8NnsMwR
v8H8IsextY/w+X291vy7tXfd/vo8O+2658mmUj/shc42/AK6OL1E/hrUHlHvfF9dy657PK0L57F+59Ywv/fbhzZKOwsf06S70Z5N
Rozb07AbDyQrNbVnpH7XLmV7ND7S1gwNGLK/O19zL1w0acGGlScf2bZt07xpgXe/++PmlwKZdHyLzW/I9lRT69aaWl9NRsjTOm1z
acDzF/d1n6h3tnjBlXt/uo98gTtti53NntY3t+56ADmQLyN0fxPnZZ+V5WNfqjf/6GHuk6lwwQUsyB1YiLuAbGA0MAbIBfIAd7p8
trUcmAHMBGYDVUA14AfmAQ3AUiAIrAB6gJXAWmAdsEk9H/sQ8DDwBLAdeAZ4FngBeBF4FdgPHAaOAEeB3wDvAceAD4H/AI4Dv1XP
254GzgCfqodrdWAIkAGMBsYAVwLjgVwgD8gHJgMFQBHgAbwZ8tndcn5uF6gCagE/sBhoAJYCy4Eg0AX0AKuANRny+WD6OO7nsPqE
44cBldx3iiISuxVJv01jsvH+DXNupo6Xu55lXgs8oZ5Z/iHwNLAH2Au8CPwM2A8cAA4CbwCHgKPAO8B7wAfAh8Bx4ARwEviEn5cG
/g84B9jgAByAC8gGhgOjgSuBHCAPyAcmA+wsioBSwAtMB2ZnyuepawFMEug2YDGwFGgCgsAKfs4a6AR6gJUAD+/3A48C24Ad6pns
Z4BngT3APwAvAK8C+4HXgIPAG8Ah4F+Ao8A7wG/U89zHgA+A48CJTPlseETDHx82vhIp2TCOiGEYtsLHhw9/2fpnmc8An6rn0+m/
Ui7x4g9JW4uF/X8pMBtYCJwAzgLbnOgbgHUIfD6wEXgUeGeIHC+y1TiRp8aHz83F/6858pk58j/myH+bI38wR06ZI783R35njkTZ
6sfmyH+aIx+ZI78yR14xR35ijvxN/408jGikcbWlj9cifaV5tEFgWJEa12er8ZzH8vlqLF+hxvB1auyOavt3zZF/NkeeN0f2miM7
zZEHzZFvmSMrzJGFF3irJ5PHinFr+QUp/ZAH1Xxsu5qH7VHzsP1q/nVMzbVOJq///Sn9D9ZGivWvWv8nTXPnP6bLuXOGmjPnqfmx
R82L+9b/kZT+vzIbWW49n/o31jsz1HrHr9Y5QbW2WaPWB9tj9X88pf8L10YetyWrf9brDrXm26vWeofUWu6EaQ3H77I6+3XoP5D0
pFfUPDQkZSPJ2cgv+VaMIWfU2tyh1uQ5av1dZFp3l6t192Dmf0+ZI98zR9abIx3ntf+L+nENUpbQX/+vVHspi9Ueygq1d7JS7Zls
UnsmO79c/X/1/l/YSGDon7v+d6o9sBfUvtdB037X4Zj9rvOr/4tg/Bc2sm3Yn7L+zfuYJ0x7gX/k8SBL7gl+Yb1Hjfs7zJHvXuAb
aVmJ/u1I7KAIG/nFJRep/h3XUrmbKmqJZtbqNHbPoak5e45dN26Pwz4emLBlZ1ouUITzhVuCmruTX9VTjNikIspyUypc9KGv/08T
b5j99eu/3l5wuet7jznomsmfPTsbaWkxaXwn4yjThqKLIv+JxjdEGzfS5qjzXnW+QsX5mC/b3dDZOT/Q1X1HR3v0f6rxJLXQU+BG
SCnrSwjn8/8/WZ+x/yEYj4ZtYp8yOU28fIj/maSGmqJH/qRCNunCXsSbiwfwv5pGSRrKbR3AIjM2DEHpXK5lAOWzvMad6oU0T/yn
xmBlyCJdvtF5AP//yfl/dbU8ni1e2dT4hes/kPL5PxHPqVva08T/KbSJF3mx7fF7vZeH/3Ew8v7yPq90kR7+v9Jky2ddudSbnxaI
spahHTqoWUgSCP9vWTJh9CDqj5lD+LmJtF4lD6w9vIMon33qM+r4/wFurUhY
"""


def told() -> Document:
    """The report as its text is read."""
    return read(TEXT.encode(), "报告.txt")


def as_xls(document: Document) -> bytes:
    """The document as an old workbook: the prose as rows, the tables framed between them."""
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Sheet1")
    row = 0
    for block in document.blocks:
        if isinstance(block, Paragraph):
            sheet.write(row, 0, block.text)
            row += 1
        else:
            _framed(sheet, block, row)
            row += block.rows + 1
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _framed(sheet: xlwt.Worksheet, table: Table, top: int) -> None:
    for cell in table.cells:
        value, code = typed(cell.text)
        style = xlwt.easyxf(
            "borders: left thin, right thin, top thin, bottom thin",
            num_format_str=code,
        )
        sheet.write(top + cell.row, cell.column, value, style)


def in_all_formats() -> dict[str, bytes]:
    """The report in the seven formats, by their suffix."""
    document = told()
    return {
        "txt": TEXT.encode("gb18030"),
        "docx": report_as_word(document),
        "doc": zlib.decompress(base64.b64decode(_OLD_WORD)),
        "xlsx": as_xlsx(document),
        "xls": as_xls(document),
        "pdf": typeset(source_of(document)),
        "html": as_html(document, site=True),
    }
