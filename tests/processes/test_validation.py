"""What a definition is refused for, each fault planted into a process that holds together."""

from __future__ import annotations

import pytest

from tests.processes.world import FOI, HOTLINE, HOTLINE_TEXT, JOINT, JOINT_TEXT, RULES, definition_of
from xunzheng.processes.definition import Definition
from xunzheng.processes.validation import DefinitionRefused, validate
from xunzheng.rulebook.process_shelf import KNOWN_ROLES


def problems(definition: Definition, known_processes: tuple[str, ...] | None = None) -> str:
    """All problems, a line for each."""
    with pytest.raises(DefinitionRefused) as refused:
        validate(definition, KNOWN_ROLES, RULES, known_processes)
    return "\n".join(map(str, refused.value.problems))


@pytest.mark.parametrize("definition", [FOI, JOINT, HOTLINE], ids=lambda each: each.code)
def test_what_holds_together_passes(definition: Definition) -> None:
    validate(definition, KNOWN_ROLES, RULES, ("hotline-ticket",))


HOTLINE_FAULTS = [
    ('code = "supervisor"\n', 'code = "king"\n', "roles › king：没有“king”这个角色"),
    ('rule = "LIC.DECIDE"', 'rule = "NO.SUCH"', "clocks › handle › rule：没有“NO.SUCH”这条时限规则"),
    ('rule = "LIC.DECIDE"', 'rule = "LIC.RENEW"', "从届满倒算"),
    (
        'from = ["done"]\nto = "closed"',
        'from = ["gone"]\nto = "closed"',
        "actions › call-back › from：没有“gone”这个状态",
    ),
    ('from = ["done"]\nto = "closed"', 'from = []\nto = "closed"', "没有写在哪些状态可以办理"),
    ('to = "closed"', 'to = "gone"', "actions › call-back › to：没有“gone”这个状态"),
    ('code = "done"\n', 'code = "new"\n', "states › new：编码用了2次"),
    ('type = "yes-no"', 'type = "choice"', "选择题须列出选项"),
    ('latest = "today"', 'latest = "matter"', "字段“matter”的类型是 text，这里要 date"),
    ('latest = "today"', 'latest = "never"', "没有“never”这个字段"),
    ("longest = 20", 'latest = "today"', "只有日期有最早和最晚"),
    ("least = 0\nmost = 100", "least = 101\nmost = 100", "下限101大于上限100"),
    ('type = "parties"\n', 'type = "parties"\nrole = "king"\n', "fields › units › role"),
    ('who = ["receiver:any"]\nfields = ["satisfied"]', 'fields = ["satisfied"]', "没有写谁可以办理"),
    ('who = ["system:any", "supervisor:any"]', 'who = ["supervisor:any"]', "自动的步骤须由 system:any 办理"),
    ('who = ["system:any"]\n', 'who = ["system:any"]\nfields = ["matter"]\n', "系统的步骤不能有必填的内容"),
    ('who = ["system:any"]\n', 'who = ["system:any"]\npapers = ["photo"]\n', "系统的步骤不能有必填的内容"),
    ('fields = ["satisfied"]', 'fields = ["smile"]', "没有“smile”这个字段"),
    ('papers = ["photo"]', 'papers = ["film"]', "没有“film”这个材料"),
    ('sets = { satisfied = "no" }', 'sets = { smile = "no" }', "opening › sets：没有“smile”这个字段"),
    ('outcome = "closed"', 'outcome = "gone"', "没有“gone”这个结果"),
    ('outcome = "closed"', 'outcome_from = "gone"', "没有“gone”这个字段"),
    ('is = "no"', 'is = "perhaps"', "没有“perhaps”这个选项（字段 satisfied）"),
    ('value = "satisfied", is', 'value = "smile", is', "条件：没有“smile”这个字段"),
    ('count = "redo"', 'count = "fly"', "没有“fly”这个步骤"),
    (
        'guard = [{ children = "all" }]',
        'guard = [{ clock = "gone", stands = "running" }]',
        "没有“gone”这个时钟",
    ),
    ('guard = [{ children = "all" }]', 'guard = [{ paper = "film" }]', "没有“film”这个材料"),
    ('to = "handler"\n', 'to = "king"\n', "messages › again › to"),
    ("工单{case}要重办。", "工单{nothing}要重办。", "没有“nothing”这个字段"),
    ('messages = ["again"]\n\n[[actions]]', 'messages = ["hello"]\n\n[[actions]]', "没有“hello”这个告知"),
    ('clock = "handle"\naction', 'field = "due_on"\naction', "deadline 写 field 和 states，其他写 clock"),
    ('states = ["done"]', 'states = ["gone"]', "timers › 1 › states：没有“gone”这个状态"),
    ('action = "escalate"', 'action = "fly"', "timers › 0 › action：没有“fly”这个步骤"),
    ('action = "escalate"', 'action = "claim"', "“claim”不由 system:any 办理"),
    ('messages = ["again"]\n\n[[timers]]', 'messages = ["hello"]\n\n[[timers]]', "timers › 0 › messages"),
    ('start = "handle" }]\n\n[[actions]]', 'restart = "handle" }]\n\n[[actions]]', "LIC.DECIDE 不能重新起算"),
    ('stop = "handle"', 'pause = "handle", ground = "tired"', "“tired”不是 LIC.DECIDE 的暂停事由"),
    ('stop = "handle"', 'pause = "handle", ground = "field:tired"', "没有“tired”这个字段"),
    ('stop = "handle"', 'extend = "handle"', "延长须写明 amount"),
    ('stop = "handle"', 'extend = "handle", amount = "cost"', "字段“cost”须为不小于1的整数"),
    ('stop = "handle"', 'stop = "gone"', "没有“gone”这个时钟"),
    ('stop = "handle"', 'stop = "handle", at = "matter"', "这里要 date"),
    ('stop = "handle"', 'stop = "handle", at = "clock:gone"', "没有“gone”这个时钟"),
    # The shape.
    ('from = ["done"]\nto = "closed"', 'from = ["done"]\nto = "new"', "states › closed：到不了这个状态"),
    ('from = ["done"]\nto = "closed"', 'from = ["done"]\nto = "new"', "states › new：死路"),
    ('action = "escalate"\n', "", "actions › escalate：只由系统办理，却没有定时或者自动触发"),
    (
        '{ not = { count = "redo", at-least = 2 } }',
        '{ count = "merge", at-most = -1 }',
        "actions › redo：永远不能办理",
    ),
    (
        'guard = [{ children = "all" }]',
        'guard = [{ value = "satisfied", is = "no" }, { value = "satisfied", is = "yes" }]',
        "actions › merge：永远不能办理",
    ),
    (
        'fields = ["visited_on", "due_on?", "cost?", "units?"]',
        'fields = ["visited_on"]',
        "timers › 1：没有步骤填写“due_on”",
    ),
    ('sets = { satisfied = "no" }', 'sets = { matter = "=cost", due_on = "=today" }\npapers = []', None),
    (
        'sets = { satisfied = "no" }',
        'sets = { satisfied = "=cost" }',
        "opening › sets › satisfied：字段“cost”的类型是 number，这里要 yes-no",
    ),
    (
        'sets = { satisfied = "no" }',
        'sets = { satisfied = "=today" }',
        "opening › sets › satisfied：字段“satisfied”的类型是 yes-no，这里要 date",
    ),
    (
        'sets = { satisfied = "no" }',
        'sets = { satisfied = "maybe" }',
        "opening › sets › satisfied：“maybe”须答“是”或“否”",
    ),
    (
        'sets = { satisfied = "no" }',
        'sets = { due_on = "2026-03-02" }',
        "opening › sets › due_on：“2026-03-02”不能设为固定的值",
    ),
    ('clocks = [{ start = "handle" }]', "", "timers › 0 › clock：时钟“handle”从来没有起算"),
]


@pytest.mark.parametrize(("before", "after", "problem"), HOTLINE_FAULTS)
def test_faults_of_a_ticket(before: str, after: str, problem: str | None) -> None:
    assert before in HOTLINE_TEXT
    definition = definition_of(HOTLINE_TEXT.replace(before, after))
    if problem is None:
        validate(definition, KNOWN_ROLES, RULES)
    else:
        assert problem in problems(definition)


JOINT_FAULTS = [
    (
        'begins = "lab-open"',
        'begins = "lab-open"\nper = "people"',
        "forks › inside › lab：步骤“water-ask”开启它，却不填写“people”",
    ),
    ('rule = "LIC.DECIDE"', 'rule = "FOI.DELAY"', "FOI.DELAY 的时限由个案确定，须写明 amount"),
    (
        'fork = "departments"\n',
        'fork = "departments"\nclocks = [{ start = "joint" }]\n',
        "actions › begin › clocks：时钟“joint”在这里一定已经在计时，不能再次起算",
    ),
    ("needed = 2", "needed = 4", "forks › departments › needed：要4个分支完成，只有3个，永远不能汇合"),
    ("needed = 2\n", "", "mode 写 some 并写明 needed"),
    ('to = "agreed"\n', 'to = "gone"\n', "forks › departments › to：没有“gone”这个状态"),
    ('begins = "fire-open"', 'begins = "plan-open"', "状态“plan-open”不在这个分支里"),
    ('begins = "fire-open"', 'begins = "gone"', "forks › departments › fire：没有“gone”这个状态"),
    ('branch = "lab"', 'branch = "air"', "没有“air”这个分支"),
    ('begins = "lab-open"', 'begins = "lab-open"\nper = "days"', "这里要 parties"),
    ('begins = "lab-open"', 'begins = "lab-open"\nmessages = ["hello"]', "forks › inside › lab › messages"),
    ('mode = "any"', 'mode = "any"\nmessages = ["hello"]', "forks › inside › messages"),
    ('mode = "any"', 'mode = "any"\nclocks = [{ stop = "gone" }]', "forks › inside › clocks"),
    ('fork = "inside"', 'fork = "outside"', "没有“outside”这个分叉"),
    (
        'branches = "departments", are = "any", in = ["fire-yes"',
        'branches = "x", are = "any", in = ["gone"',
        "没有“gone”这个状态",
    ),
    ('outcome_from = "result"', 'outcome_from = "days"', "这里要 choice"),
    (
        '{ code = "licensed", title = "准予", title_en = "licensed" }',
        '{ code = "given", title = "给", title_en = "given" }',
        "outcome_from：没有“given”这个结果",
    ),
    ('rule = "LIC.JOINT"', 'rule = "FOI.CLARIFY.ANSWER"', "不能延长"),
    ('{ start = "joint", amount = "promised" }', '{ start = "joint" }', None),
    # The shape.
    ('otherwise = "failed"\n', "", "forks › departments › otherwise：有的结束不计入汇合"),
    ('fork = "inside"\n', "", "forks › inside：没有步骤开启它"),
    ('counts = ["plan-yes"]', 'counts = ["plan-yes"]\n', None),
    ('to = "water-yes"', 'to = "licensed"', "起始、去向和汇合的状态须在同一分支"),
    ('from = ["site-open"]\nto = "site-done"', 'from = ["site-open"]', "states › site-open：死路"),
    ("needed = 2\n", "needed = 3\n", None),
]


@pytest.mark.parametrize(("before", "after", "problem"), JOINT_FAULTS)
def test_faults_of_a_joint_approval(before: str, after: str, problem: str | None) -> None:
    assert before in JOINT_TEXT
    people = '[[fields]]\ncode = "people"\ntitle = "人"\ntitle_en = "people"\ntype = "parties"\n\n[opening]\n'
    text = JOINT_TEXT.replace("[opening]\n", people)
    definition = definition_of(text.replace(before, after))
    if problem is None:
        validate(definition, KNOWN_ROLES, RULES)
    else:
        assert problem in problems(definition)


def test_a_join_whose_branch_cannot_end() -> None:
    faulty = JOINT_TEXT.replace('to = "fire-yes"', 'to = "fire-no"').replace("needed = 2", "needed = 3")
    assert "不能汇合：分支 fire 到不了计入汇合的结束状态" in problems(definition_of(faulty))


def test_a_fork_without_branches() -> None:
    start = JOINT_TEXT.index('[[forks.branches]]\ncode = "lab"')
    end = JOINT_TEXT.index("[[outcomes]]")
    assert "forks › inside：没有分支" in problems(definition_of(JOINT_TEXT[:start] + JOINT_TEXT[end:]))


def test_an_unknown_child_and_all_problems_at_once() -> None:
    faulty = HOTLINE_TEXT.replace('fields = ["satisfied"]', 'fields = ["smile"]').replace(
        'child = "hotline-ticket"', 'child = "x"'
    )
    found = problems(definition_of(faulty), ("hotline-ticket",))
    assert "没有“x”这个流程" in found
    assert "没有“smile”这个字段" in found


def test_a_message_without_words() -> None:
    from dataclasses import replace

    silent = replace(HOTLINE, messages=(replace(HOTLINE.messages[0], text=" "),))
    assert "messages › again：告知没有文字" in problems(silent)


def test_so_many_problems_are_told_in_part() -> None:
    """A definition of hundreds of states that nothing reaches is refused in a sentence that can be read."""
    lost = "".join(
        f'\n[[states]]\ncode = "lost-{number}"\ntitle = "失"\ntitle_en = "lost"\n' for number in range(300)
    )
    with pytest.raises(DefinitionRefused) as refused:
        validate(definition_of(HOTLINE_TEXT + lost), KNOWN_ROLES, RULES)
    assert len(refused.value.problems) == 300
    assert refused.value.told.count("到不了这个状态") == 50
    assert refused.value.advice.endswith("；等300处")
