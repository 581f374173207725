"""The column contract: every published table and column with meaning, unit, nullability, example and joins. A column is one line."""

from __future__ import annotations

from publish.columns import CELL, DOCUMENT, FINDING, PARAGRAPH, REPORT, ROW, Column, TableSpec

SCHEMA_VERSION = "1.0"
"""Raised by the rule in `docs/tables.md`: the second number when a column is added at the end, the first when anything else changes."""

_REPORT_ID = Column("report_id", "string", "报告编号：文件编号加报告在文件中的序号", example="9f2c4e1ab07d3355-03")
_DOCUMENT_ID = Column("document_id", "string", "文件编号：文件内容 sha256 的前 16 位十六进制数", example="9f2c4e1ab07d3355")
_TABLE = Column("table", "int64", "表在报告中的序号，从 0 起；跨页的表是一张表", example="0")
_ROW = Column("row", "int64", "表格网格的行号，从 0 起", example="4")
_COL = Column("col", "int64", "表格网格的列号，从 0 起", example="2")
_PAGE = Column("page", "int64", "页码，从 1 起；没有页的格式（Word）为空", null=True, example="3")
_BLOCK = Column("block", "int64", "段落或表格在文件中的阅读顺序号，从 0 起", example="17")
_BOX = (
    Column("x0", "float64", "左边界，自页面左上角量起", "点（1/72 英寸）", True, "72.0"),
    Column("top", "float64", "上边界，自页面左上角量起", "点（1/72 英寸）", True, "210.5"),
    Column("x1", "float64", "右边界，自页面左上角量起", "点（1/72 英寸）", True, "180.2"),
    Column("bottom", "float64", "下边界，自页面左上角量起", "点（1/72 英寸）", True, "236.0"),
)
_START = Column("start", "int64", "在规范化文字中的起始字符位置", null=True, example="12")
_END = Column("end", "int64", "在规范化文字中的结束字符位置（不含）", null=True, example="17")

DOCUMENTS = TableSpec(
    name="documents", key=("path",), description="RAW 下的每一个文件，以及它的读取结果",
    columns=(
        Column("document_id", "string", "文件编号：内容 sha256 的前 16 位；内容未能读到时为空", null=True, example="9f2c4e1ab07d3355"),
        Column("path", "string", "相对于 RAW 的路径，以 / 分隔", example="水利局/2024自评.docx"),
        Column("format", "string", "按内容认定的格式：docx、pdf 等", null=True, example="docx"),
        Column("size_bytes", "int64", "文件大小", "字节", True, "48213"),
        Column("sha256", "string", "内容的 sha256", null=True, example="9f2c4e1ab07d3355…"),
        Column("status", "string", "读取结果：ok 已读、partial 部分读到、failed 未能读取", example="ok"),
        Column("error", "string", "错误类别，如 encrypted、corrupt、timeout；读取成功时为空", null=True, example="encrypted"),
        Column("message", "string", "给人看的说明；读取成功时为空", null=True, example="文件设有打开密码，请取得无密码的版本。"),
        Column("pages", "int64", "页数；没有页的格式为空", null=True, example="24"),
        Column("reports", "int64", "文件中的报告数", example="11"),
        Column("tables", "int64", "文件中的表格数", example="6"),
        Column("problems", "int64", "本文件的读取问题数，见 problems 表", example="0"),
        Column("duplicate_of", "string", "内容相同且先列出的文件路径；其内容只在那里发布一次", null=True, example="水利局/2024自评.docx"),
        Column("seconds", "float64", "读取用时", "秒", True, "0.08"),
        Column("read_at", "timestamp", "读取时刻（UTC）", null=True, example="2026-11-24T01:02:03Z"),
    ),
)  # fmt: skip

REPORTS = TableSpec(
    name="reports", key=("report_id",), description="文件中的每一份报告", joins=(DOCUMENT,),
    columns=(
        _REPORT_ID,
        _DOCUMENT_ID,
        Column("position", "int64", "报告在文件中的序号，从 0 起", example="2"),
        Column("kind", "string", "种类：basic_data 基础数据表、overall_self_eval 整体自评表、project_self_eval 项目自评表、"
               "overall_narrative 整体自评报告、project_narrative 项目评价报告、other 其他", example="project_self_eval"),
        Column("form", "string", "认领该表的表样编号；没有表样时为空", null=True, example="hunan_county_project"),
        Column("title", "string", "标题", example="项目支出绩效自评表"),
        Column("department", "string", "部门（单位）名称", null=True, example="临溪县水利局"),
        Column("project", "string", "项目名称；整体报告为空", null=True, example="农村饮水安全维修养护"),
        Column("year", "int64", "报告年度", "年", True, "2024"),
        Column("first_page", "int64", "起始页码", null=True, example="3"),
        Column("last_page", "int64", "结束页码", null=True, example="5"),
        Column("prepared_by", "string", "填表人", null=True, example="李明"),
        Column("prepared_on", "date32", "填报日期", null=True, example="2025-03-20"),
        Column("phone", "string", "联系电话", null=True, example="0730-5550123"),
        Column("head", "string", "单位负责人", null=True, example="王芳"),
        Column("goal_expected", "string", "年度预期目标", null=True, example="完成12处供水工程维修养护"),
        Column("goal_actual", "string", "实际完成情况", null=True, example="已完成12处供水工程维修养护"),
    ),
)  # fmt: skip

CELLS = TableSpec(
    name="cells", key=("report_id", "table", "row", "col"), joins=(REPORT,),
    description="每张表的每一个单元格；合并的单元格在其左上角出现一次",
    columns=(
        _REPORT_ID, _TABLE, _ROW, _COL,
        Column("row_span", "int64", "占几行", example="1"),
        Column("col_span", "int64", "占几列", example="3"),
        Column("text_raw", "string", "印出的文字，原样", example="完成率（％）"),
        Column("text", "string", "规范化文字", example="完成率（%）"),
        _PAGE, *_BOX, _BLOCK,
        Column("pieces", "string", "单元格被页尾切断时各段的页码和边框，JSON 数组；否则为空", null=True,
               example='[{"page":3,"x0":72.0,"top":700.1,"x1":180.2,"bottom":760.0}]'),
        Column("confidence", "float64", "扫描件文字识别的把握，0 到 1；文字直接读自文件时为空", null=True, example="0.93"),
    ),
)  # fmt: skip

INDICATORS = TableSpec(
    name="indicators", key=("report_id", "table", "row"), description="自评表的每一条三级指标", joins=(REPORT, ROW),
    columns=(
        _REPORT_ID, _TABLE, _ROW,
        Column("level1", "string", "一级指标，不含括号内的分值", example="产出指标"),
        Column("level2", "string", "二级指标", example="数量指标"),
        Column("level3", "string", "三级指标", example="维修养护工程数"),
        Column("target_raw", "string", "年度指标值，原样", example="≥12处"),
        Column("target_op", "string", "指标值的比较符：≥ ≤ > < = ≈；没有印出时为空", null=True, example="≥"),
        Column("target_value", "float64", "指标值的数", "见 target_unit", True, "12.0"),
        Column("target_unit", "string", "指标值的单位", null=True, example="处"),
        Column("actual_raw", "string", "实际完成值，原样", example="12处"),
        Column("actual_op", "string", "完成值的比较符", null=True, example="="),
        Column("actual_value", "float64", "完成值的数", "见 actual_unit", True, "12.0"),
        Column("actual_unit", "string", "完成值的单位", null=True, example="处"),
        Column("weight", "float64", "分值", "分", True, "10.0"),
        Column("score", "float64", "得分", "分", True, "9.5"),
        Column("deviation", "string", "偏差原因分析及改进措施；空白时为空", null=True, example="招标推迟"),
        _PAGE,
    ),
)  # fmt: skip

FUNDS = TableSpec(
    name="funds", key=("report_id", "table", "row", "line"), description="自评表资金栏的每一行", joins=(REPORT, ROW),
    columns=(
        _REPORT_ID, _TABLE, _ROW,
        Column("line", "string", "行名，不含“其中：”和末尾冒号", example="年度资金总额"),
        Column("initial_budget", "float64", "年初预算数", "见 unit", True, "379.0"),
        Column("annual_budget", "float64", "全年预算数", "见 unit", True, "412.5"),
        Column("executed", "float64", "全年执行数", "见 unit", True, "412.5"),
        Column("weight", "float64", "分值", "分", True, "10.0"),
        Column("rate", "float64", "执行率，100% 记作 100", "%", True, "100.0"),
        Column("score", "float64", "得分", "分", True, "10.0"),
        Column("unit", "string", "金额单位", example="万元"),
        _PAGE,
        Column("group", "string", "构成行所属的分组：按收入性质分、按支出性质分；资金行为空", null=True, example="按收入性质分"),
        Column("amount", "float64", "构成行的金额；资金行为空", "见 unit", True, "412.5"),
    ),
)  # fmt: skip

BASICS = TableSpec(
    name="basics", key=("report_id", "table", "row", "col"), description="基础数据表的每一个值：行名下、列头下的一格", joins=(REPORT, CELL),
    columns=(
        _REPORT_ID, _TABLE, _ROW, _COL,
        Column("item", "string", "行名，编号和“其中”如印出", example="三公经费"),
        Column("parent", "string", "所属的上级行名；没有时为空", null=True, example="公用经费"),
        Column("header", "string", "列头，如印出", example="2024年决算数"),
        Column("year", "int64", "该列的年度", "年", True, "2024"),
        Column("measure", "string", "数的性质：final 决算、budget 预算、count 人数或个数、rate 比率、scale 规模、"
               "investment 投资、text 文字", example="final"),
        Column("value", "float64", "数值；空白、横线和斜线为空", "见 unit", True, "44.72"),
        Column("value_raw", "string", "印出的文字，原样", example="44.72"),
        Column("unit", "string", "单位", null=True, example="万元"),
        _PAGE,
    ),
)  # fmt: skip

PARAGRAPHS = TableSpec(
    name="paragraphs", key=("report_id", "block"), description="报告的每一个段落和它所在的章节", joins=(REPORT,),
    columns=(
        _REPORT_ID, _BLOCK,
        Column("section", "string", "所在各级标题的编号，以 / 相连；在任何标题之前为空串", example="三/（4）"),
        Column("level", "int64", "本段标题编号的层次：1 一、 2 （一） 3 1、 4 （1）；不带编号为空", null=True, example="2"),
        Column("heading", "bool", "是否标题", example="false"),
        Column("text_raw", "string", "印出的文字，原样，含自动编号", example="（二）预算执行情况"),
        Column("text", "string", "规范化文字", example="（二）预算执行情况"),
        _PAGE,
    ),
)  # fmt: skip

FACTS = TableSpec(
    name="facts", key=("report_id", "block", "start"), description="正文里的每一个数：它数的是什么、在哪句话里", joins=(REPORT, PARAGRAPH),
    columns=(
        _REPORT_ID, _BLOCK,
        Column("start", "int64", "该数在 paragraphs.text 中的起始字符位置", example="12"),
        Column("end", "int64", "该数在 paragraphs.text 中的结束字符位置（不含）", example="17"),
        Column("subject", "string", "数的是什么", example="供水工程"),
        Column("frame", "string", "把各个数连同量词遮去后的句子；句式相同而数不同，多为矛盾", example="全年完成#供水工程维修养护"),
        Column("value", "float64", "数值；只有文字时为空", "见 unit", True, "12.0"),
        Column("value_raw", "string", "印出的文字，原样", example="12处"),
        Column("unit", "string", "单位", null=True, example="处"),
        Column("op", "string", "比较符：≥ ≤ > < = ≈；没有写出时为空", null=True, example="≥"),
        Column("period", "string", "所指时期；句中没有写出时为空（即报告年度）", null=True, example="2024年"),
        Column("quote", "string", "所在分句，如印出", example="全年完成12处供水工程维修养护"),
        Column("section", "string", "所在章节，同 paragraphs.section", example="三/（4）"),
        _PAGE,
    ),
)  # fmt: skip

CHECKS = TableSpec(
    name="checks", key=(), description="核对过的每一个关系和结果，同一规则对一份报告可有许多个：没有疑点的地方确实核对过", joins=(REPORT,),
    columns=(
        Column("rule", "string", "规则编号，见 gouji rules", example="A07"),
        Column("report_id", "string", "报告编号；关系跨报告时为空", null=True, example="9f2c4e1ab07d3355-03"),
        Column("status", "string", "结果：pass 相符、fail 不符、not_applicable 不适用、insufficient_data 数据不足、parse_error 未能识别、"
               "execution_error 规则出错", example="pass"),
        Column("expected", "string", "应为", null=True, example="100.00"),
        Column("observed", "string", "实为", null=True, example="100.00"),
        Column("detail", "string", "核对的关系和其中的数", example="412.5/412.5=100.00%"),
    ),
)  # fmt: skip

FINDINGS = TableSpec(
    name="findings", key=("finding_id",), description="每一条疑点：报告在哪里自相矛盾，以及审计人员的处理意见",
    columns=(
        Column("finding_id", "string", "疑点编号，历次运行不变", example="A07-0f3b9c21de"),
        Column("rule", "string", "规则编号", example="A07"),
        Column("category", "string", "类别", example="表内算术"),
        Column("title", "string", "规则名称", example="执行率复算"),
        Column("severity", "string", "级别：high 高、medium 中、low 低、info 提示", example="high"),
        Column("department", "string", "部门", example="临溪县水利局"),
        Column("year", "int64", "年度", "年", True, "2024"),
        Column("message", "string", "疑点的完整表述：两处各是多少、在哪里、差多少、依据什么",
               example="执行率印为98%，按412.5/412.5应为100%。"),
        Column("expected", "string", "应为", null=True, example="100.00"),
        Column("observed", "string", "实为", null=True, example="98.00"),
        Column("difference", "string", "两数之差，百分数之差为百分点；正负只在应为算得出时有意义，如何相减见 message",
               null=True, example="2.00"),
        Column("status", "string", "与上次运行相比：new 新增、open 延续、gone 消失", example="new"),
        Column("decision", "string", "处理意见：confirmed 确认、dismissed 误报；未处理或存疑为空", null=True, example="confirmed"),
        Column("note", "string", "备注", null=True, example="已取得决算报表"),
        Column("decided_by", "string", "核实人", null=True, example="张华"),
        Column("decided_at", "timestamp", "核实时刻（UTC）", null=True, example="2026-11-24T03:00:00Z"),
        Column("root", "string", "解释本疑点的另一疑点编号；自成一条时为空", null=True, example="B02-77aa01c3d9"),
        Column("first_run", "string", "首次出现的运行", example="20261123T190000Z-3c91"),
        Column("last_run", "string", "最近出现的运行", example="20261124T190000Z-1f3a"),
        Column("formula", "string", "代入数字的关系式", null=True, example="412.5/412.5=100.00%≠98%"),
        Column("basis", "string", "依据", null=True, example="项目支出绩效评价管理办法"),
        Column("fingerprint", "string", "证据中印出的数的指纹；变了，先前的处理意见即不再适用", example="6d1f0a8e3b5c7d90"),
    ),
)  # fmt: skip

EVIDENCE = TableSpec(
    name="evidence", key=("finding_id", "position"), description="每条疑点的各处证据，原话和位置", joins=(FINDING, REPORT, CELL, PARAGRAPH),
    columns=(
        Column("finding_id", "string", "疑点编号", example="A07-0f3b9c21de"),
        Column("position", "int64", "该疑点的第几处证据，从 0 起", example="0"),
        Column("report_id", "string", "报告编号；所在文件已不在本次收件中的为空", null=True, example="9f2c4e1ab07d3355-03"),
        Column("label", "string", "这是什么数", example="项目支出绩效自评表 执行率"),
        Column("quote", "string", "原话，如印出", example="年度资金总额 379 412.5 412.5 10 98% 10"),
        Column("value", "string", "印出的数；是文字时为空", null=True, example="98"),
        Column("unit", "string", "单位", null=True, example="%"),
        _PAGE,
        Column("block", "int64", "段落或表格在文件中的阅读顺序号", null=True, example="17"),
        Column("table", "int64", "表在报告中的序号；在正文中为空", null=True, example="0"),
        Column("row", "int64", "行号；在正文中为空", null=True, example="4"),
        Column("col", "int64", "列号；在正文中为空", null=True, example="6"),
        _START, _END, *_BOX,
        Column("earlier_report_id", "string", "上年报告由此前运行读取、文件已不在收件中时：它在那次运行中的报告编号", null=True, example="5c11e0d2a4b87f60-00"),
        Column("earlier_path", "string", "同上：那份文件当时的路径", null=True, example="2023/云栖县档案馆.docx"),
    ),
)  # fmt: skip

PROBLEMS = TableSpec(
    name="problems", key=("document_id", "report_id", "stage", "code", "block", "row", "col"), joins=(DOCUMENT, REPORT),
    description="没有读懂的地方，供维护人员查看；不表示报告有错",
    columns=(
        _DOCUMENT_ID,
        Column("report_id", "string", "报告编号；问题属于整个文件时为空", null=True, example="9f2c4e1ab07d3355-03"),
        Column("stage", "string", "环节：extract 读取、normalize 规范、rules 核对", example="normalize"),
        Column("code", "string", "问题代码", example="unclaimed_table"),
        Column("message", "string", "说明", example="这张表不属于任何已知表样。"),
        _PAGE,
        Column("block", "int64", "段落或表格在文件中的阅读顺序号", null=True, example="17"),
        Column("table", "int64", "表在报告中的序号", null=True, example="0"),
        Column("row", "int64", "行号", null=True, example="4"),
        Column("col", "int64", "列号", null=True, example="2"),
    ),
)  # fmt: skip

TABLES: dict[str, TableSpec] = {
    table.name: table
    for table in (DOCUMENTS, REPORTS, CELLS, INDICATORS, FUNDS, BASICS, PARAGRAPHS, FACTS, CHECKS, FINDINGS, EVIDENCE, PROBLEMS)
}
"""Every published table by name, in the order of the contract."""
