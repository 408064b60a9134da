"""Prose about people: establishment, posts, offices."""

from __future__ import annotations

from bench.planted.telling import Told
from bench.planted.words import Writer


def tell_staff(w: Writer) -> str:
    """The bureau itself: establishment, in post, leaders and others."""
    staff, pen = w.story.staff, w.pen
    posts, own = pen.count("posts", staff.posts, "名"), pen.count("own", staff.own, "人")
    leaders = pen.count("leaders", staff.leaders, "人")
    others = pen.count("others", staff.others, "人")
    people = w.pick(
        f"现有在编在岗{own}，其中局领导{leaders}，科级及以下{others}",
        f"实有在编人员{own}，包括局领导{leaders}、科级及以下{others}",
        f"年末在职{own}（局领导{leaders}、科级及以下{others}）",
    )
    told = w.telling.claim("sum-of-parts", people, total=own, parts=[leaders, others])
    lead = w.pick(f"{w.story.unit}核定编制{posts}", f"本局核定编制{posts}", f"机关编制{posts}")
    return w.telling.claim("over-limit", f"{lead}，{told}", limit=posts, value=own) + "。"


def tell_offices(w: Writer) -> str:
    """The offices with their people, and the total of all."""
    staff, pen = w.story.staff, w.pen
    texts: list[str] = []
    people: list[Told] = [pen.count("own", staff.own, "人")]
    gone: list[Told] = []
    for at, office in enumerate(staff.offices):
        posts = pen.count(f"office.{at}.posts", office.posts, "名")
        here = pen.count(f"office.{at}.staff", office.staff, "人")
        retired = pen.count(f"office.{at}.retired", office.retired, "人")
        text = f"{w.story.place}{office.name}（核定编制{posts}，现有在职{here}，退休{retired}）"
        texts.append(w.telling.claim("over-limit", text, limit=posts, value=here))
        people.append(here)
        gone.append(retired)
    everyone = staff.own + sum(office.staff for office in staff.offices)
    away = staff.retired + sum(office.retired for office in staff.offices)
    own_gone = pen.count("own.retired", staff.retired, "人")
    total, total_gone = pen.count("everyone", everyone, "人"), pen.count("retired", away, "人")
    number = len(staff.offices)
    shown = pen.count("offices", number, "个")
    body = f"下设{shown}事业单位，分别是{'、'.join(texts)}"
    listed = w.telling.claim("count-list", body, *(o.name for o in staff.offices), count=shown)
    closing = w.pick("综上，局机关及所属单位", "合起来看，本局和所属单位", "加上局机关，全系统")
    text = (
        f"局机关在职{people[0]}，退休{own_gone}。{listed}。"
        f"{closing}共有在编在岗人员{total}，退休人员{total_gone}"
    )
    told = w.telling.claim("sum-of-parts", text, "across", total=total, parts=people)
    w.telling.also("sum-of-parts", told, "across", total=total_gone, parts=[own_gone, *gone])
    return told + "。"


def tell_helpers(w: Writer) -> str:
    """People hired beside the establishment."""
    pen = w.pen
    items = [(name, pen.count(f"helper.{at}", n, "人")) for at, (name, n) in enumerate(w.story.staff.helpers)]
    total = pen.count("helpers", sum(n for _, n in w.story.staff.helpers), "人")
    return w.total(w.pick("另聘用编外人员", "临聘人员"), total, items) + "。"
