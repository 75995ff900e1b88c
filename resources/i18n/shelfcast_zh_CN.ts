<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>About</name>
    <message>
        <source>About Shelfcast</source>
        <translation>关于 Shelfcast</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Computer</source>
        <translation>电脑</translation>
    </message>
    <message>
        <source>Networks run on</source>
        <translation>神经网络运行于</translation>
    </message>
    <message>
        <source>This shop</source>
        <translation>本店文件</translation>
    </message>
    <message>
        <source>not kept</source>
        <translation>未保存</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>报告文件夹</translation>
    </message>
    <message>
        <source>Parts and their licences</source>
        <translation>组件与许可证</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>组件</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>From a sales sheet to a restock plan. Nothing leaves this computer.</source>
        <translation>从销售表到补货计划，数据不会离开本机。</translation>
    </message>
    <message>
        <source>Journal and reports</source>
        <translation>运行日志与报告</translation>
    </message>
</context>
<context>
    <name>Account</name>
    <message>
        <source>empty</source>
        <translation>空行</translation>
    </message>
    <message>
        <source>repeated headers</source>
        <translation>重复表头</translation>
    </message>
    <message>
        <source>totals</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>gifts</source>
        <translation>赠品</translation>
    </message>
    <message>
        <source>tests</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>duplicates</source>
        <translation>重复</translation>
    </message>
    <message>
        <source>refunded</source>
        <translation>已退款</translation>
    </message>
    <message>
        <source>also in another sheet</source>
        <translation>另一张表里也有</translation>
    </message>
    <message>
        <source>returns</source>
        <translation>退货</translation>
    </message>
    <message>
        <source>first counts</source>
        <translation>首次计数</translation>
    </message>
    <message>
        <source>counts that fell</source>
        <translation>计数变小</translation>
    </message>
    <message>
        <source>without an item</source>
        <translation>没有商品</translation>
    </message>
    <message>
        <source>without units</source>
        <translation>没有数量</translation>
    </message>
    <message>
        <source>unreadable days</source>
        <translation>日期无法识别</translation>
    </message>
    <message>
        <source>unreadable units</source>
        <translation>数量无法识别</translation>
    </message>
    <message>
        <source>unlikely days</source>
        <translation>日期可疑</translation>
    </message>
    <message>
        <source>unlikely units</source>
        <translation>数量可疑</translation>
    </message>
    <message>
        <source>not products</source>
        <translation>非商品</translation>
    </message>
    <message>
        <source>without a price</source>
        <translation>没有价格</translation>
    </message>
    <message>
        <source>{n} others</source>
        <translation>其他 {n}</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Nothing lost</source>
        <translation>一行不少</translation>
    </message>
    <message>
        <source>Save left-out rows…</source>
        <translation>保存略过的行…</translation>
    </message>
    <message>
        <source>rows read</source>
        <translation>读入行数</translation>
    </message>
    <message>
        <source>used</source>
        <translation>采用</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>略过</translation>
    </message>
    <message>
        <source>Left out: {classes}.</source>
        <translation>略过：{classes}。</translation>
    </message>
    <message>
        <source>{units} units sold, {returned} of them came back.</source>
        <translation>共卖出 {units} 件，其中退回 {returned} 件。</translation>
    </message>
    <message>
        <source>{units} units sold.</source>
        <translation>共卖出 {units} 件。</translation>
    </message>
    <message>
        <source>corrected later</source>
        <translation>后来更正</translation>
    </message>
    <message>
        <source>days told of twice</source>
        <translation>重复的日子</translation>
    </message>
    <message>
        <source>moved, bought or counted</source>
        <translation>调拨、采购或盘点</translation>
    </message>
    <message>
        <source>Change what counts…</source>
        <translation>调整计入规则…</translation>
    </message>
    <message>
        <source>Opens the sheets again as they were read, with the rules that leave rows out</source>
        <translation>按原来的读法重新打开表格，可调整哪些行不计入</translation>
    </message>
    <message>
        <source>in sheets without sales</source>
        <translation>在没有销售的工作表里</translation>
    </message>
</context>
<context>
    <name>AccuracyPage</name>
    <message>
        <source>Accuracy</source>
        <translation>准确度</translation>
    </message>
    <message>
        <source>Forecast first: every model is then tested on your own past.</source>
        <translation>请先预测：之后每个模型都会用您自己的历史检验。</translation>
    </message>
    <message>
        <source>Forecast</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>Open a sheet</source>
        <translation>打开表格</translation>
    </message>
    <message>
        <source>The history is too short to test models on it.</source>
        <translation>历史太短，还不能检验模型。</translation>
    </message>
    <message>
        <source>We miss {missed} of units, {before} misses {naive}.</source>
        <translation>我们差 {missed} 的销量，{before}差 {naive}。</translation>
    </message>
    <message>
        <source>We miss {missed} of units.</source>
        <translation>我们差 {missed} 的销量。</translation>
    </message>
    <message>
        <source> Ranges hold as promised.</source>
        <translation>区间如约命中。</translation>
    </message>
    <message>
        <source>{share} of ranges held</source>
        <translation>区间命中 {share}</translation>
    </message>
    <message>
        <source>Test again</source>
        <translation>重新检验</translation>
    </message>
    <message>
        <source>Auditing ranges</source>
        <translation>核查区间</translation>
    </message>
    <message>
        <source>Promised ranges, audited</source>
        <translation>承诺的区间，逐一核对</translation>
    </message>
    <message>
        <source>across: promised;  up: held;  grey: what chance alone allows</source>
        <translation>横轴：承诺的比例；纵轴：说中的比例；灰色：偶然误差的范围</translation>
    </message>
    <message>
        <source>Judging past forecasts</source>
        <translation>评判历次预测</translation>
    </message>
    <message>
        <source>How far each model errs is told here.</source>
        <translation>这里会说明每个模型差了多少。</translation>
    </message>
    <message>
        <source>Forecast again</source>
        <translation>重新预测</translation>
    </message>
</context>
<context>
    <name>Advice</name>
    <message>
        <source>Move {n} × {item} from {giver} to {taker}</source>
        <translation>把 {n} 件{item}从{giver}调到{taker}</translation>
    </message>
    <message>
        <source>Move them</source>
        <translation>调拨</translation>
    </message>
    <message>
        <source>Make all {n} moves</source>
        <translation>{n} 笔全部调拨</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>调拨</translation>
    </message>
    <message>
        <source>Container</source>
        <translation>整柜</translation>
    </message>
    <message>
        <source>Minimum</source>
        <translation>起订</translation>
    </message>
    <message>
        <source>{supplier}: {before} of at least {aim}; {after} last {days} days longer</source>
        <translation>{supplier}：已订 {before}，至少要 {aim}；凑到 {after}，可多卖 {days} 天</translation>
    </message>
    <message>
        <source>Top up</source>
        <translation>凑单</translation>
    </message>
    <message>
        <source>Wait</source>
        <translation>等等再订</translation>
    </message>
    <message>
        <source>{item}: the least order is {n} units, {days} days more than needed</source>
        <translation>{item}：起订 {n} 件，比需要多卖 {days} 天</translation>
    </message>
    <message>
        <source>Put off</source>
        <translation>缓订</translation>
    </message>
    <message>
        <source>{supplier}: {filled} containers of {capacity} {measure} each</source>
        <translation>{supplier}：共 {filled} 柜，每柜 {capacity} {measure}</translation>
    </message>
    <message>
        <source>Fill {n} ({days} days more)</source>
        <translation>装满 {n} 柜（多 {days} 天）</translation>
    </message>
    <message>
        <source>Cut back to {n}</source>
        <translation>减到 {n} 柜</translation>
    </message>
</context>
<context>
    <name>AdviceView</name>
    <message>
        <source>Before you order</source>
        <translation>下单之前</translation>
    </message>
    <message>
        <source>Items of the proposal</source>
        <translation>这条建议涉及的商品</translation>
    </message>
    <message>
        <source>Enter takes the first; Ctrl+Z takes it back.</source>
        <translation>回车采纳第一项；Ctrl+Z 撤销。</translation>
    </message>
    <message>
        <source>The plan follows the forecast.</source>
        <translation>先有预测，再有计划。</translation>
    </message>
    <message>
        <source>Reckoning what should be settled before you order…</source>
        <translation>正在查看下单前要定的事…</translation>
    </message>
    <message>
        <source>{n} moves between stores agreed to; they stand in the workbook.</source>
        <translation>已同意 {n} 笔调拨，会写进导出的工作簿。</translation>
    </message>
    <message>
        <source>Nothing to settle: the plan can go out as it is.</source>
        <translation>没有要定的事，计划可以直接发出。</translation>
    </message>
    <message>
        <source>Proposal</source>
        <translation>建议</translation>
    </message>
    <message>
        <source>Ordering costs</source>
        <translation>照订的花费</translation>
    </message>
    <message>
        <source>Not ordering costs</source>
        <translation>不订的损失</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>Ordered</source>
        <translation>原订</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>改为</translation>
    </message>
    <message>
        <source>To settle before you order: {n}. Each says what it costs.</source>
        <translation>下单前有 {n} 件事要定，各自的花费写在后面。</translation>
    </message>
    <message>
        <source>Costs and rooms…</source>
        <translation>费用与库容…</translation>
    </message>
</context>
<context>
    <name>AnaloguePanel</name>
    <message>
        <source>Items like {name}</source>
        <translation>与“{name}”相似的商品</translation>
    </message>
    <message>
        <source>A new item is forecast by what items like it sold when they were new, and more and more by its own sales. Take out what does not fit, add what does.</source>
        <translation>新品先参照相似商品刚上架时的销量来预测，自己的销量越多，就越看自己的。不合适的可以去掉，合适的可以添上。</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source> % of what they sold</source>
        <translation> %（相对它们的销量）</translation>
    </message>
    <message>
        <source>As found</source>
        <translation>恢复自动选择</translation>
    </message>
    <message>
        <source>Take your choice back: the items found by name and category</source>
        <translation>撤回您的选择，改用按名称和类别找到的商品</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>One more</source>
        <translation>再加一款</translation>
    </message>
    <message>
        <source>It will sell</source>
        <translation>预计能卖</translation>
    </message>
    <message>
        <source>{name}   {share} alike</source>
        <translation>{name}   相似 {share}</translation>
    </message>
    <message>
        <source>Take it out</source>
        <translation>去掉这一款</translation>
    </message>
    <message>
        <source>One must stay; add another first</source>
        <translation>至少要留一款，请先添加另一款</translation>
    </message>
    <message>
        <source>Nothing like it was found.</source>
        <translation>没有找到相似的商品。</translation>
    </message>
</context>
<context>
    <name>Bell</name>
    <message>
        <source>{job}: done</source>
        <translation>{job}：完成</translation>
    </message>
</context>
<context>
    <name>Board</name>
    <message>
        <source>a year</source>
        <translation>年变化</translation>
    </message>
    <message>
        <source>change</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>against a year before</source>
        <translation>与一年前相比</translation>
    </message>
    <message>
        <source>later half against earlier</source>
        <translation>后一半与前一半相比</translation>
    </message>
    <message>
        <source>sure</source>
        <translation>把握</translation>
    </message>
    <message>
        <source>How likely it is that this is more than chance</source>
        <translation>不是偶然的可能性</translation>
    </message>
    <message>
        <source>{n} in {span}</source>
        <translation>{span}约 {n} 件</translation>
    </message>
</context>
<context>
    <name>BudgetCard</name>
    <message>
        <source>Budget</source>
        <translation>预算</translation>
    </message>
    <message>
        <source>Margin kept until the next orders arrive{unit}</source>
        <translation>下批到货前保住的毛利{unit}</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>Type unit costs under Terms to plan within a budget.</source>
        <translation>在“条件”里填上进价，就能按预算订货。</translation>
    </message>
    <message>
        <source>Reckoning what money keeps…</source>
        <translation>正在算钱花在哪儿最值…</translation>
    </message>
    <message>
        <source>No order is open that money could be spent on.</source>
        <translation>没有待定的订单可用这笔钱。</translation>
    </message>
</context>
<context>
    <name>BulkEdit</name>
    <message>
        <source>Terms of this item</source>
        <translation>这款商品的条件</translation>
    </message>
    <message>
        <source>Terms of {n} items</source>
        <translation>{n} 款商品的条件</translation>
    </message>
    <message>
        <source>Term</source>
        <translation>条件</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Set for all</source>
        <translation>全部设置</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Set</source>
        <translation>设置</translation>
    </message>
</context>
<context>
    <name>CalendarEditor</name>
    <message>
        <source>Calendar of the shop</source>
        <translation>店铺日历</translation>
    </message>
    <message>
        <source>Public holidays of</source>
        <translation>公共假日</translation>
    </message>
    <message>
        <source>Entries of the calendar</source>
        <translation>日历条目</translation>
    </message>
    <message>
        <source>Nothing is said here yet. Add what makes days different: a fair in town, days on which you close, a promotion.</source>
        <translation>这里还没有内容。有什么让某些日子不一样，请在下方添加：本地集市、歇业、促销。</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Forecasts learn what such days did in the past and count on it where they come again. Press Forecast to have a change in the figures.</source>
        <translation>预测会从过去学到这些日子的影响，再来时照此计入。改动后点“预测”，数字才会更新。</translation>
    </message>
    <message>
        <source>the calendar</source>
        <translation>日历</translation>
    </message>
    <message>
        <source>What</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Name, items</source>
        <translation>名称、商品</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>To</source>
        <translation>到</translation>
    </message>
    <message>
        <source>Every year</source>
        <translation>每年</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>as the sheet&apos;s currency says</source>
        <translation>按表格的货币</translation>
    </message>
    <message>
        <source>no country</source>
        <translation>不用公共假日</translation>
    </message>
</context>
<context>
    <name>CalendarForm</name>
    <message>
        <source>item codes with commas between; none: all items</source>
        <translation>货号之间用逗号；不填则为全部商品</translation>
    </message>
    <message>
        <source>every year</source>
        <translation>每年</translation>
    </message>
    <message>
        <source>not said</source>
        <translation>未填</translation>
    </message>
    <message>
        <source>as past ones taught</source>
        <translation>按过去的促销</translation>
    </message>
    <message>
        <source>Own event</source>
        <translation>自有事件</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>休业</translation>
    </message>
    <message>
        <source>Promotion</source>
        <translation>促销</translation>
    </message>
    <message>
        <source>Advertising</source>
        <translation>广告</translation>
    </message>
    <message>
        <source>What</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Items</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>To</source>
        <translation>到</translation>
    </message>
    <message>
        <source>Comes again</source>
        <translation>重复</translation>
    </message>
    <message>
        <source>Days felt before</source>
        <translation>提前几天有影响</translation>
    </message>
    <message>
        <source>Days felt after</source>
        <translation>之后几天有影响</translation>
    </message>
    <message>
        <source>Price meanwhile</source>
        <translation>期间价格</translation>
    </message>
    <message>
        <source>Sells as much as usual</source>
        <translation>销量为平时的倍数</translation>
    </message>
</context>
<context>
    <name>CalibrationChart</name>
    <message>
        <source>No ranges to audit yet.</source>
        <translation>还没有可核对的区间。</translation>
    </message>
    <message>
        <source>Of the last {count} ranges that promised {promised}, {held} held.</source>
        <translation>最近 {count} 个承诺 {promised} 的区间，{held} 个说中了。</translation>
    </message>
    <message>
        <source>Promised ranges</source>
        <translation>承诺的区间</translation>
    </message>
    <message>
        <source>{promised} promised,
{held} held</source>
        <translation>承诺 {promised}，
命中 {held}</translation>
    </message>
    <message>
        <source>before correction</source>
        <translation>校正前</translation>
    </message>
</context>
<context>
    <name>ChartCard</name>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>6 m</source>
        <translation>6 个月</translation>
    </message>
    <message>
        <source>1 y</source>
        <translation>1 年</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Time range</source>
        <translation>时间范围</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>Other models&apos; forecasts, three at most</source>
        <translation>其他模型的预测，最多三个</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>The same figures as a table (T)</source>
        <translation>把同样的数字列成表 (T)</translation>
    </message>
    <message>
        <source>Figures of the chart</source>
        <translation>图表的数字</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>日</translation>
    </message>
    <message>
        <source>Weeks</source>
        <translation>周</translation>
    </message>
    <message>
        <source>Months</source>
        <translation>月</translation>
    </message>
    <message>
        <source>Level, season and the rest below (P)</source>
        <translation>下方显示水平、季节和其余 (P)</translation>
    </message>
    <message>
        <source>Save or copy the chart</source>
        <translation>保存或复制图表</translation>
    </message>
    <message>
        <source>Sums by</source>
        <translation>合计方式</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>Change the forecast (Enter)</source>
        <translation>修改预测（回车）</translation>
    </message>
    <message>
        <source>Mark days of the past: out of stock, or not to come again (M)</source>
        <translation>标记过去的日子：缺货，或不会重现 (M)</translation>
    </message>
</context>
<context>
    <name>ChartEvents</name>
    <message>
        <source>Looking up the calendar</source>
        <translation>查日历</translation>
    </message>
</context>
<context>
    <name>ChartMarks</name>
    <message>
        <source>{first} – {last}</source>
        <translation>{first} – {last}</translation>
    </message>
    <message>
        <source>Was out of stock</source>
        <translation>当时缺货</translation>
    </message>
    <message>
        <source>Will not come again: leave out</source>
        <translation>不会重现，不计入</translation>
    </message>
    <message>
        <source>Take my marks here back</source>
        <translation>取消这里的标记</translation>
    </message>
</context>
<context>
    <name>ChartParts</name>
    <message>
        <source>Two whole seasons of sales are needed to tell a season from a level.</source>
        <translation>要有两个完整季节的销量，才能分清季节和水平。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Taking the history apart</source>
        <translation>分解历史</translation>
    </message>
</context>
<context>
    <name>ChartSaving</name>
    <message>
        <source>Save as a picture (PNG)…</source>
        <translation>存为图片（PNG）…</translation>
    </message>
    <message>
        <source>Save as a drawing (SVG)…</source>
        <translation>存为矢量图（SVG）…</translation>
    </message>
    <message>
        <source>Save the figures (Excel)…</source>
        <translation>数据存为 Excel…</translation>
    </message>
    <message>
        <source>Copy the picture</source>
        <translation>复制图片</translation>
    </message>
    <message>
        <source>Copy the figures</source>
        <translation>复制数据</translation>
    </message>
    <message>
        <source>Pictures (*.png)</source>
        <translation>图片 (*.png)</translation>
    </message>
    <message>
        <source>Drawings (*.svg)</source>
        <translation>矢量图 (*.svg)</translation>
    </message>
    <message>
        <source>Excel workbooks (*.xlsx)</source>
        <translation>Excel 工作簿 (*.xlsx)</translation>
    </message>
    <message>
        <source>Save the chart</source>
        <translation>保存图表</translation>
    </message>
</context>
<context>
    <name>Check</name>
    <message>
        <source>nothing found</source>
        <translation>没有发现问题</translation>
    </message>
    <message>
        <source>1 finding</source>
        <translation>1 项发现</translation>
    </message>
    <message>
        <source>{n} findings</source>
        <translation>{n} 项发现</translation>
    </message>
</context>
<context>
    <name>CheckPage</name>
    <message>
        <source>Check</source>
        <translation>核对</translation>
    </message>
    <message>
        <source>Open a sheet first; what is found in it is listed here.</source>
        <translation>请先打开表格，发现的情况会列在这里。</translation>
    </message>
    <message>
        <source>Open a sheet</source>
        <translation>打开表格</translation>
    </message>
    <message>
        <source>There are no whole periods of sales to forecast from.</source>
        <translation>没有完整周期的销量可供预测。</translation>
    </message>
    <message>
        <source>Choose a shorter period, or open a sheet with more sales.</source>
        <translation>请选更短的周期，或打开销售更多的表格。</translation>
    </message>
    <message>
        <source>Forecast</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>See what was found, say how you order, then press Forecast.</source>
        <translation>看看发现了什么，说明您怎么订货，再点“预测”。</translation>
    </message>
    <message>
        <source>Forecast again</source>
        <translation>重新预测</translation>
    </message>
    <message>
        <source>Sales history</source>
        <translation>销售历史</translation>
    </message>
    <message>
        <source>What to forecast</source>
        <translation>预测什么</translation>
    </message>
    <message>
        <source>How you order</source>
        <translation>您怎么订货</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>周期</translation>
    </message>
    <message>
        <source>How far ahead</source>
        <translation>预测多远</translation>
    </message>
    <message>
        <source>A delivery takes</source>
        <translation>到货需要</translation>
    </message>
    <message>
        <source>give or take</source>
        <translation>上下浮动</translation>
    </message>
    <message>
        <source>You order every</source>
        <translation>每隔多久订一次</translation>
    </message>
    <message>
        <source>as needed</source>
        <translation>按需要</translation>
    </message>
    <message>
        <source> days</source>
        <translation> 天</translation>
    </message>
    <message>
        <source> %</source>
        <translation>%</translation>
    </message>
    <message>
        <source>For items whose sheet says nothing; each item can be changed in Restock.</source>
        <translation>用于表格没有说明的商品；每款都可在“补货”里单独改。</translation>
    </message>
    <message>
        <source>In the sheets</source>
        <translation>表格里</translation>
    </message>
    <message>
        <source>In stock and terms of supply</source>
        <translation>库存与供货条件里</translation>
    </message>
    <message>
        <source>The forecast was made with other choices.</source>
        <translation>这份预测是按之前的选择做的。</translation>
    </message>
    <message>
        <source>{n} items, {t} days</source>
        <translation>{n} 款商品，{t} 天</translation>
    </message>
    <message>
        <source>{n} items, {t} weeks</source>
        <translation>{n} 款商品，{t} 周</translation>
    </message>
    <message>
        <source>{n} items, {t} months</source>
        <translation>{n} 款商品，{t} 个月</translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <translation>{first}至{last}</translation>
    </message>
    <message>
        <source>The last {days} days are left out: they are not a whole period yet.</source>
        <translation>最后 {days} 天还不满一个周期，先不计入。</translation>
    </message>
    <message>
        <source>as the sales suggest</source>
        <translation>按销售情况决定</translation>
    </message>
    <message>
        <source>daily</source>
        <translation>按天</translation>
    </message>
    <message>
        <source>weekly</source>
        <translation>按周</translation>
    </message>
    <message>
        <source>monthly</source>
        <translation>按月</translation>
    </message>
    <message>
        <source>{period}, from the sales</source>
        <translation>{period}，由销售决定</translation>
    </message>
    <message>
        <source> weeks</source>
        <translation> 周</translation>
    </message>
    <message>
        <source> months</source>
        <translation> 个月</translation>
    </message>
    <message>
        <source>Stock lasts, times in 100</source>
        <translation>100 次里够用几次</translation>
    </message>
</context>
<context>
    <name>Confirmation</name>
    <message>
        <source>Leave as it is</source>
        <translation>保持不变</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>{n} deliveries were read. Suppliers with few of them only move what was said; items with five or more have times of their own.</source>
        <translation>读入 {n} 次到货。到货次数少的供应商，只在原定天数上微调；五次以上的商品用自己的天数。</translation>
    </message>
    <message>
        <source>{n} deliveries were read, but none is of an item or supplier of your sheets. Check that names and codes are spelled alike.</source>
        <translation>读入 {n} 次到货，但没有一次对得上您表里的商品或供应商。请核对名称和货号写法是否一致。</translation>
    </message>
    <message>
        <source>How long deliveries really take</source>
        <translation>到货实际要多久</translation>
    </message>
    <message>
        <source>Plan with these</source>
        <translation>按这些天数计划</translation>
    </message>
    <message>
        <source>Supplier or item</source>
        <translation>供应商或商品</translation>
    </message>
    <message>
        <source>Said, days</source>
        <translation>原定天数</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>实测</translation>
    </message>
    <message>
        <source>Deliveries</source>
        <translation>到货次数</translation>
    </message>
    <message>
        <source>Planned with</source>
        <translation>计划采用</translation>
    </message>
    <message>
        <source>Delivery times</source>
        <translation>到货天数</translation>
    </message>
    <message>
        <source>{name} changes the terms of {n} items. Undo takes it back.</source>
        <translation>{name} 会改动 {n} 款商品的条件，可以撤销。</translation>
    </message>
    <message>
        <source>{name} says nothing new: all terms are as they were.</source>
        <translation>{name} 没有新内容，条件保持原样。</translation>
    </message>
    <message>
        <source>Terms of supply</source>
        <translation>供货条件</translation>
    </message>
    <message>
        <source>Take these terms</source>
        <translation>采用这些条件</translation>
    </message>
    <message>
        <source>What could not be used</source>
        <translation>用不上的内容</translation>
    </message>
    <message>
        <source>{name} changes quantity, decision or note of {n} items.</source>
        <translation>{name} 改动了 {n} 款商品的数量、决定或备注。</translation>
    </message>
    <message>
        <source>{name} holds the plan as it is.</source>
        <translation>{name} 与当前计划一致。</translation>
    </message>
    <message>
        <source>{n} cells do not fit; look at them before you take the rest.</source>
        <translation>有 {n} 处对不上，请先看一眼再采用其余改动。</translation>
    </message>
    <message>
        <source>The plan as edited in Excel</source>
        <translation>在 Excel 中改过的计划</translation>
    </message>
    <message>
        <source>Take the changes</source>
        <translation>采用改动</translation>
    </message>
    <message>
        <source>taken all the same</source>
        <translation>仍然采用</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>略过</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>行号</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>What does not fit</source>
        <translation>对不上的地方</translation>
    </message>
    <message>
        <source>So it is</source>
        <translation>处理</translation>
    </message>
    <message>
        <source>Left out: {n} lines without a name, or with impossible days.</source>
        <translation>{n} 行没有名称或日期不可能，已略过。</translation>
    </message>
</context>
<context>
    <name>Countries</name>
    <message>
        <source>China</source>
        <translation>中国大陆</translation>
    </message>
    <message>
        <source>Hong Kong</source>
        <translation>中国香港</translation>
    </message>
    <message>
        <source>Taiwan</source>
        <translation>中国台湾</translation>
    </message>
    <message>
        <source>Japan</source>
        <translation>日本</translation>
    </message>
    <message>
        <source>South Korea</source>
        <translation>韩国</translation>
    </message>
    <message>
        <source>Singapore</source>
        <translation>新加坡</translation>
    </message>
    <message>
        <source>Malaysia</source>
        <translation>马来西亚</translation>
    </message>
    <message>
        <source>Thailand</source>
        <translation>泰国</translation>
    </message>
    <message>
        <source>Vietnam</source>
        <translation>越南</translation>
    </message>
    <message>
        <source>Indonesia</source>
        <translation>印度尼西亚</translation>
    </message>
    <message>
        <source>Philippines</source>
        <translation>菲律宾</translation>
    </message>
    <message>
        <source>India</source>
        <translation>印度</translation>
    </message>
    <message>
        <source>Australia</source>
        <translation>澳大利亚</translation>
    </message>
    <message>
        <source>New Zealand</source>
        <translation>新西兰</translation>
    </message>
    <message>
        <source>United States</source>
        <translation>美国</translation>
    </message>
    <message>
        <source>Canada</source>
        <translation>加拿大</translation>
    </message>
    <message>
        <source>Mexico</source>
        <translation>墨西哥</translation>
    </message>
    <message>
        <source>Brazil</source>
        <translation>巴西</translation>
    </message>
    <message>
        <source>Argentina</source>
        <translation>阿根廷</translation>
    </message>
    <message>
        <source>Chile</source>
        <translation>智利</translation>
    </message>
    <message>
        <source>Colombia</source>
        <translation>哥伦比亚</translation>
    </message>
    <message>
        <source>United Kingdom</source>
        <translation>英国</translation>
    </message>
    <message>
        <source>Ireland</source>
        <translation>爱尔兰</translation>
    </message>
    <message>
        <source>Germany</source>
        <translation>德国</translation>
    </message>
    <message>
        <source>France</source>
        <translation>法国</translation>
    </message>
    <message>
        <source>Italy</source>
        <translation>意大利</translation>
    </message>
    <message>
        <source>Spain</source>
        <translation>西班牙</translation>
    </message>
    <message>
        <source>Portugal</source>
        <translation>葡萄牙</translation>
    </message>
    <message>
        <source>Netherlands</source>
        <translation>荷兰</translation>
    </message>
    <message>
        <source>Belgium</source>
        <translation>比利时</translation>
    </message>
    <message>
        <source>Austria</source>
        <translation>奥地利</translation>
    </message>
    <message>
        <source>Switzerland</source>
        <translation>瑞士</translation>
    </message>
    <message>
        <source>Poland</source>
        <translation>波兰</translation>
    </message>
    <message>
        <source>Czechia</source>
        <translation>捷克</translation>
    </message>
    <message>
        <source>Sweden</source>
        <translation>瑞典</translation>
    </message>
    <message>
        <source>Norway</source>
        <translation>挪威</translation>
    </message>
    <message>
        <source>Denmark</source>
        <translation>丹麦</translation>
    </message>
    <message>
        <source>Finland</source>
        <translation>芬兰</translation>
    </message>
    <message>
        <source>Greece</source>
        <translation>希腊</translation>
    </message>
    <message>
        <source>Türkiye</source>
        <translation>土耳其</translation>
    </message>
    <message>
        <source>South Africa</source>
        <translation>南非</translation>
    </message>
</context>
<context>
    <name>CrashReport</name>
    <message>
        <source>Shelfcast made a mistake</source>
        <translation>Shelfcast 出了差错</translation>
    </message>
    <message>
        <source>Your sheets and what was stored are unharmed. The report below holds no sales; copy it if you want to tell us what happened.</source>
        <translation>您的表格和已保存的内容没有受损。下面的报告不含销售数据；如果想告诉我们发生了什么，请复制它。</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>复制报告</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>DayBars</name>
    <message>
        <source>Orders by day</source>
        <translation>每日订货</translation>
    </message>
</context>
<context>
    <name>DerivationCard</name>
    <message>
        <source>Why this order</source>
        <translation>为什么订这么多</translation>
    </message>
    <message>
        <source>Choose an item to see how its order comes about.</source>
        <translation>选一款商品，看看订货量是怎么来的。</translation>
    </message>
    <message>
        <source>Order now</source>
        <translation>现在下单</translation>
    </message>
    <message>
        <source>Units in stock, with and without this order</source>
        <translation>库存件数：订与不订</translation>
    </message>
    <message>
        <source>Type what is in stock (F2 on the stock column) to see when it runs out.</source>
        <translation>填上现有库存（在库存列按 F2），就能看到何时断货。</translation>
    </message>
    <message>
        <source>With this order stock ends near {end} units; without it near {without}.</source>
        <translation>订了这批，期末约剩 {end} 件；不订约剩 {without} 件。</translation>
    </message>
    <message>
        <source>Units in stock with this order and the next</source>
        <translation>库存走势：含本次和后续订单</translation>
    </message>
</context>
<context>
    <name>Doubts</name>
    <message>
        <source>These sales begin on {begins} and would take the place of those since {began}. Read the earlier sheets with them?</source>
        <translation>这些销售从{begins}开始，会取代{began}以来的销售。要和之前的表格一起读入吗？</translation>
    </message>
    <message>
        <source>Read together</source>
        <translation>一起读入</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>new: {names}</source>
        <translation>新增：{names}</translation>
    </message>
    <message>
        <source>gone: {names}</source>
        <translation>缺少：{names}</translation>
    </message>
    <message>
        <source>This sheet&apos;s header changed since {name} ({changes}). Read it as before?</source>
        <translation>这张表的表头与 {name} 不同（{changes}）。仍按上次的读法吗？</translation>
    </message>
    <message>
        <source>; </source>
        <translation>；</translation>
    </message>
    <message>
        <source>As before</source>
        <translation>仍按上次</translation>
    </message>
    <message>
        <source>Look afresh</source>
        <translation>重新识别</translation>
    </message>
    <message>
        <source>day first</source>
        <translation>日在前</translation>
    </message>
    <message>
        <source>month first</source>
        <translation>月在前</translation>
    </message>
    <message>
        <source>year first</source>
        <translation>年在前</translation>
    </message>
    <message>
        <source>the comma</source>
        <translation>逗号</translation>
    </message>
    <message>
        <source>the point</source>
        <translation>小数点</translation>
    </message>
</context>
<context>
    <name>EventRail</name>
    <message>
        <source>Events</source>
        <translation>节日与活动</translation>
    </message>
</context>
<context>
    <name>Figures</name>
    <message>
        <source>Week of {day}</source>
        <translation>{day}起的一周</translation>
    </message>
    <message>
        <source>{n} days</source>
        <translation>{n} 天</translation>
    </message>
    <message>
        <source>{n} weeks</source>
        <translation>{n} 周</translation>
    </message>
    <message>
        <source>{n} months</source>
        <translation>{n} 个月</translation>
    </message>
    <message>
        <source>{n} d</source>
        <translation>{n} 天</translation>
    </message>
    <message>
        <source>{n} wk</source>
        <translation>{n} 周</translation>
    </message>
    <message>
        <source>{n} mo</source>
        <translation>{n} 月</translation>
    </message>
    <message>
        <source>the same day last week</source>
        <translation>上周同一天</translation>
    </message>
    <message>
        <source>the same week last year</source>
        <translation>去年同周</translation>
    </message>
    <message>
        <source>the same month last year</source>
        <translation>去年同月</translation>
    </message>
    <message>
        <source>Last week</source>
        <translation>上周</translation>
    </message>
    <message>
        <source>Last year</source>
        <translation>去年</translation>
    </message>
    <message>
        <source>Moving mean</source>
        <translation>移动平均</translation>
    </message>
    <message>
        <source>Past sales</source>
        <translation>过往销量</translation>
    </message>
    <message>
        <source>Smoothing</source>
        <translation>指数平滑</translation>
    </message>
    <message>
        <source>Croston</source>
        <translation>Croston</translation>
    </message>
    <message>
        <source>TSB</source>
        <translation>TSB</translation>
    </message>
    <message>
        <source>ARIMA</source>
        <translation>ARIMA</translation>
    </message>
    <message>
        <source>LSTM</source>
        <translation>LSTM</translation>
    </message>
    <message>
        <source>Combined</source>
        <translation>综合</translation>
    </message>
    <message>
        <source>Chosen for each item</source>
        <translation>各款所选</translation>
    </message>
    <message>
        <source>Last period</source>
        <translation>上一期</translation>
    </message>
    <message>
        <source>Smoothing, trend</source>
        <translation>平滑（带趋势）</translation>
    </message>
    <message>
        <source>Theta</source>
        <translation>Theta 方法</translation>
    </message>
    <message>
        <source>Croston, plain</source>
        <translation>Croston 原版</translation>
    </message>
    <message>
        <source>ADIDA</source>
        <translation>ADIDA 法</translation>
    </message>
    <message>
        <source>IMAPA</source>
        <translation>IMAPA 法</translation>
    </message>
    <message>
        <source>Regression</source>
        <translation>回归</translation>
    </message>
    <message>
        <source>Decision trees</source>
        <translation>决策树</translation>
    </message>
    <message>
        <source>Middle of four</source>
        <translation>四法取中</translation>
    </message>
    <message>
        <source>LSTM as it came</source>
        <translation>LSTM（出厂状态）</translation>
    </message>
    <message>
        <source>1 day</source>
        <translation>1 天</translation>
    </message>
    <message>
        <source>1 week</source>
        <translation>1 周</translation>
    </message>
    <message>
        <source>1 month</source>
        <translation>1 个月</translation>
    </message>
</context>
<context>
    <name>Files</name>
    <message>
        <source>Sales sheets</source>
        <translation>销售表</translation>
    </message>
    <message>
        <source>Open sales sheets</source>
        <translation>打开销售表</translation>
    </message>
    <message>
        <source>New shop</source>
        <translation>新店铺</translation>
    </message>
    <message>
        <source>Shops</source>
        <translation>店铺</translation>
    </message>
    <message>
        <source>Open a shop</source>
        <translation>打开店铺</translation>
    </message>
    <message>
        <source>There is no plan yet. Press Forecast first.</source>
        <translation>还没有计划，请先点“预测”。</translation>
    </message>
    <message>
        <source>restock plan {day}</source>
        <translation>补货计划 {day}</translation>
    </message>
    <message>
        <source>Export the restock plan</source>
        <translation>导出补货计划</translation>
    </message>
    <message>
        <source>rows left out</source>
        <translation>略过的行</translation>
    </message>
    <message>
        <source>Save left-out rows</source>
        <translation>保存略过的行</translation>
    </message>
    <message>
        <source>New shop…</source>
        <translation>新店铺…</translation>
    </message>
    <message>
        <source>Open a shop…</source>
        <translation>打开店铺…</translation>
    </message>
    <message>
        <source>Sample shop</source>
        <translation>示例店铺</translation>
    </message>
    <message>
        <source>One moment: Shelfcast is still starting…</source>
        <translation>请稍候，Shelfcast 还在启动…</translation>
    </message>
</context>
<context>
    <name>Findings</name>
    <message>
        <source>What was found</source>
        <translation>发现的情况</translation>
    </message>
    <message>
        <source>Nothing that needs your eye: every row read as it should.</source>
        <translation>没有需要您过目的：每一行都读得正常。</translation>
    </message>
    <message>
        <source>{n} rows</source>
        <translation>{n} 行</translation>
    </message>
    <message>
        <source>{n} units</source>
        <translation>{n} 件</translation>
    </message>
    <message>
        <source>for example row {row}</source>
        <translation>例如第 {row} 行</translation>
    </message>
</context>
<context>
    <name>ForecastChart</name>
    <message>
        <source>Units in stock, and what is coming</source>
        <translation>库存件数与在途到货</translation>
    </message>
    <message>
        <source>Forecast of {name}</source>
        <translation>{name}的预测</translation>
    </message>
    <message>
        <source>sales</source>
        <translation>销量</translation>
    </message>
    <message>
        <source>probably out of stock</source>
        <translation>很可能缺货</translation>
    </message>
    <message>
        <source>Sales to {day}</source>
        <translation>销售至{day}</translation>
    </message>
    <message>
        <source>Forecast</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>Probably out of stock
{start} – {end}</source>
        <translation>很可能缺货
{start} – {end}</translation>
    </message>
    <message>
        <source>forecast, 50 · 80 · 95 %</source>
        <translation>预测，50 · 80 · 95%</translation>
    </message>
    <message>
        <source>not on sale</source>
        <translation>未在售</translation>
    </message>
    <message>
        <source>sold, probably out of stock</source>
        <translation>卖出，很可能缺货</translation>
    </message>
    <message>
        <source>sold</source>
        <translation>卖出</translation>
    </message>
    <message>
        <source>: {low}–{high}</source>
        <translation>：{low}–{high}</translation>
    </message>
    <message>
        <source>in stock</source>
        <translation>库存</translation>
    </message>
    <message>
        <source>Period begins</source>
        <translation>周期开始</translation>
    </message>
    <message>
        <source>Sold</source>
        <translation>卖出</translation>
    </message>
    <message>
        <source>{range} from</source>
        <translation>{range} 起</translation>
    </message>
    <message>
        <source>{range} to</source>
        <translation>{range} 止</translation>
    </message>
    <message>
        <source>{name}: nothing sold lately; about {total} expected in the next {span}.</source>
        <translation>{name}：近来没有卖出；未来 {span}约 {total} 件。</translation>
    </message>
    <message>
        <source>{name}: sold {level} a day lately; about {total} in the next {span}. The last day is expected between {low} and {high}, 8 times in 10.</source>
        <translation>{name}：近来每天卖 {level} 件，未来 {span}约 {total} 件。最后一天预计在 {low} 到 {high} 之间，十次里有八次。</translation>
    </message>
    <message>
        <source>{name}: sold {level} a week lately; about {total} in the next {span}. The last week is expected between {low} and {high}, 8 times in 10.</source>
        <translation>{name}：近来每周卖 {level} 件，未来 {span}约 {total} 件。最后一周预计在 {low} 到 {high} 之间，十次里有八次。</translation>
    </message>
    <message>
        <source>{name}: sold {level} a month lately; about {total} in the next {span}. The last month is expected between {low} and {high}, 8 times in 10.</source>
        <translation>{name}：近来每月卖 {level} 件，未来 {span}约 {total} 件。最后一个月预计在 {low} 到 {high} 之间，十次里有八次。</translation>
    </message>
    <message>
        <source>as recorded</source>
        <translation>原始记录</translation>
    </message>
    <message>
        <source>{event} (days not certain)</source>
        <translation>{event}（日期待定）</translation>
    </message>
    <message>
        <source>your change</source>
        <translation>您的改动</translation>
    </message>
    <message>
        <source>yours {units}</source>
        <translation>您的改动 {units}</translation>
    </message>
    <message>
        <source>without your change</source>
        <translation>未改动时</translation>
    </message>
    <message>
        <source>out of stock</source>
        <translation>缺货</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>不计入</translation>
    </message>
    <message>
        <source>turned up</source>
        <translation>转升</translation>
    </message>
    <message>
        <source>turned down</source>
        <translation>转降</translation>
    </message>
</context>
<context>
    <name>ForecastPage</name>
    <message>
        <source>Forecast</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>Open a sales sheet first; then one press forecasts every item.</source>
        <translation>请先打开销售表；之后点一下，每款商品都有预测。</translation>
    </message>
    <message>
        <source>Open a sheet</source>
        <translation>打开表格</translation>
    </message>
    <message>
        <source>{n} items are ready to be forecast.</source>
        <translation>{n} 款商品可以预测了。</translation>
    </message>
    <message>
        <source>Forecast again</source>
        <translation>重新预测</translation>
    </message>
    <message>
        <source>{n} items will sell about {units} units by {day}; {rising} are rising, {fading} fading.</source>
        <translation>到{day}，{n} 款商品约卖 {units} 件；{rising} 款上升，{fading} 款下滑。</translation>
    </message>
    <message>
        <source>{n} items, {span}</source>
        <translation>{n} 款 · {span}</translation>
    </message>
    <message>
        <source>Models on your past</source>
        <translation>各模型在您的历史上</translation>
    </message>
    <message>
        <source>share of units missed</source>
        <translation>差的销量占比</translation>
    </message>
    <message>
        <source>all items; this one is too new to judge</source>
        <translation>所有商品；这一款太新，还无法评判</translation>
    </message>
    <message>
        <source>1 item is ready to be forecast.</source>
        <translation>1 款商品可以预测。</translation>
    </message>
    <message>
        <source>1 item, {span}</source>
        <translation>1 款，{span}</translation>
    </message>
    <message>
        <source>{n} items will sell about {units} units by {day}.</source>
        <translation>到{day}，{n} 款商品约卖 {units} 件。</translation>
    </message>
    <message>
        <source>misses and ranges</source>
        <translation>差的销量占比；也看区间</translation>
    </message>
</context>
<context>
    <name>FrontierChart</name>
    <message>
        <source>Nothing is open to be cut.</source>
        <translation>没有可以削减的订单。</translation>
    </message>
    <message>
        <source>Budget</source>
        <translation>预算</translation>
    </message>
    <message>
        <source>all needs</source>
        <translation>全部需求</translation>
    </message>
    <message>
        <source>No limit: all needs are met. The last {part} keeps {last} for each {spent}, the first {first}.</source>
        <translation>不设上限：所有需求都能满足。最后 {part} 每花 {spent} 保住 {last}，最初每花 {spent} 保住 {first}。</translation>
    </message>
    <message>
        <source>Here {spent} more keeps {here} of margin. The first {quarter} kept {first} for each {spent}.</source>
        <translation>在这里多花 {spent} 可保住 {here} 毛利；最初的 {quarter} 每花 {spent} 保住 {first}。</translation>
    </message>
</context>
<context>
    <name>GroupTermsModel</name>
    <message>
        <source>various</source>
        <translation>不一</translation>
    </message>
    <message>
        <source>{low} to {high}</source>
        <translation>{low} 至 {high}</translation>
    </message>
    <message>
        <source>Items</source>
        <translation>商品数</translation>
    </message>
    <message>
        <source>Supplier</source>
        <translation>供应商</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Shop</source>
        <translation>店铺</translation>
    </message>
    <message>
        <source>All items</source>
        <translation>全部商品</translation>
    </message>
    <message>
        <source>Items without a value of their own take this. Delete takes it back.</source>
        <translation>没有单独设定的商品都用这个值。按 Delete 取消。</translation>
    </message>
    <message>
        <source>What the items have now. Type to say it for all of them.</source>
        <translation>商品目前的值。直接输入，即可一次设定全部。</translation>
    </message>
</context>
<context>
    <name>GrowthChart</name>
    <message>
        <source>Growth against volume</source>
        <translation>增长与销量</translation>
    </message>
    <message>
        <source>Too little history to tell growth.</source>
        <translation>历史太短，还看不出增长。</translation>
    </message>
    <message>
        <source>{n} items: {up} rise, {maybe} may rise, {down} fade.</source>
        <translation>{n} 款商品：{up} 款上升，{maybe} 款可能上升，{down} 款下滑。</translation>
    </message>
    <message>
        <source>rising</source>
        <translation>上升</translation>
    </message>
    <message>
        <source>fading</source>
        <translation>下滑</translation>
    </message>
    <message>
        <source>may rise</source>
        <translation>可能上升</translation>
    </message>
    <message>
        <source>no more than chance would do</source>
        <translation>变化不超出偶然</translation>
    </message>
    <message>
        <source>{what}, {p} sure</source>
        <translation>{what}，把握 {p}</translation>
    </message>
    <message>
        <source>{name}: {units} expected, {growth} a year; {move}</source>
        <translation>{name}：预计卖 {units}，一年变化 {growth}；{move}</translation>
    </message>
</context>
<context>
    <name>Guide</name>
    <message>
        <source>Open a sheet</source>
        <translation>打开表格</translation>
    </message>
    <message>
        <source>Look it over, press Finish</source>
        <translation>看一遍，点“完成”</translation>
    </message>
    <message>
        <source>Press Forecast</source>
        <translation>点“预测”</translation>
    </message>
    <message>
        <source>Export the plan</source>
        <translation>导出计划</translation>
    </message>
    <message>
        <source>Hide these steps</source>
        <translation>隐藏这些步骤</translation>
    </message>
</context>
<context>
    <name>Heads</name>
    <message>
        <source>Wait until this is done: {job}</source>
        <translation>请等这项完成：{job}</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今日</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>核对</translation>
    </message>
    <message>
        <source>Forecast</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>Restock</source>
        <translation>补货</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>准确度</translation>
    </message>
    <message>
        <source>Not kept</source>
        <translation>未保存</translation>
    </message>
    <message>
        <source>Sample shop</source>
        <translation>示例店铺</translation>
    </message>
    <message>
        <source>My shop</source>
        <translation>我的店铺</translation>
    </message>
    <message>
        <source>{n} items</source>
        <translation>{n} 款</translation>
    </message>
    <message>
        <source>no sales yet</source>
        <translation>还没有销售</translation>
    </message>
    <message>
        <source>1 item</source>
        <translation>1 款商品</translation>
    </message>
    <message>
        <source>First figures; models are being tested. {sentence}</source>
        <translation>先看初步数字，各模型还在检验。{sentence}</translation>
    </message>
    <message>
        <source>First figures: forecast again to test the models. {sentence}</source>
        <translation>这些是初步数字，点“重新预测”可检验各模型。{sentence}</translation>
    </message>
</context>
<context>
    <name>Health</name>
    <message>
        <source>good</source>
        <translation>好</translation>
    </message>
    <message>
        <source>fair</source>
        <translation>一般</translation>
    </message>
    <message>
        <source>poor</source>
        <translation>差</translation>
    </message>
    <message>
        <source>too little</source>
        <translation>太少</translation>
    </message>
</context>
<context>
    <name>HealthCard</name>
    <message>
        <source>Health of the histories</source>
        <translation>销售历史的健康度</translation>
    </message>
    <message>
        <source>Best sellers with a poor history</source>
        <translation>卖得多但历史较差的商品</translation>
    </message>
    <message>
        <source>Show {n} more</source>
        <translation>再显示 {n} 项</translation>
    </message>
</context>
<context>
    <name>ImportPage</name>
    <message>
        <source>{rule}: {state}</source>
        <translation>{rule}：{state}</translation>
    </message>
    <message>
        <source>sales to {day}</source>
        <translation>销售至{day}</translation>
    </message>
    <message>
        <source>Open the sheet your till or shop program writes.</source>
        <translation>打开收银机或店铺软件导出的表格。</translation>
    </message>
    <message>
        <source>Open a newer sheet; it takes the place of the sales here.</source>
        <translation>打开更新的表格，它会取代这里的销售。</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Open a sheet</source>
        <translation>打开表格</translation>
    </message>
    <message>
        <source>{name}: nothing is stored until you press Finish.</source>
        <translation>{name}：点“完成”之前，什么都不会保存。</translation>
    </message>
    <message>
        <source>{n} files: nothing is stored until you press Finish.</source>
        <translation>{n} 个文件：点“完成”之前，什么都不会保存。</translation>
    </message>
    <message>
        <source>Finish import</source>
        <translation>完成导入</translation>
    </message>
    <message>
        <source>Every row is being checked, or a column is still to be chosen.</source>
        <translation>正在核对每一行，或者还有一列要您选。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
</context>
<context>
    <name>ItemDelegate</name>
    <message>
        <source>{n} items, {units} units</source>
        <translation>{n} 款，{units} 件</translation>
    </message>
</context>
<context>
    <name>ItemList</name>
    <message>
        <source>Only {what}</source>
        <translation>只看 {what}</translation>
    </message>
    <message>
        <source>Show all again</source>
        <translation>恢复全部</translation>
    </message>
    <message>
        <source>Save this view</source>
        <translation>保存当前视图</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Put together by</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>不分组</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>显示列</translation>
    </message>
    <message>
        <source>Views</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Save this view…</source>
        <translation>保存当前视图…</translation>
    </message>
    <message>
        <source>Terms of this item…</source>
        <translation>这款商品的条件…</translation>
    </message>
    <message>
        <source>Terms of {n} items…</source>
        <translation>{n} 款商品的条件…</translation>
    </message>
    <message>
        <source>Supplier</source>
        <translation>供应商</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Class (A earns most)</source>
        <translation>等级（A 最赚钱）</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Runs out</source>
        <translation>快断货</translation>
    </message>
    <message>
        <source>Rising</source>
        <translation>上升</translation>
    </message>
    <message>
        <source>Fading</source>
        <translation>下滑</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新品</translation>
    </message>
    <message>
        <source>Items</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Filter, put together, columns, views, edit many</source>
        <translation>筛选、分组、显示列、视图、批量修改</translation>
    </message>
    <message>
        <source>Potential</source>
        <translation>有潜力</translation>
    </message>
    <message>
        <source>Line under an arrow: how sure the trend is. Bar: days until stock is gone. Tick: days a delivery takes.</source>
        <translation>箭头下的短线：趋势的把握。横条：库存可撑天数。竖线：到货所需天数。</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
</context>
<context>
    <name>ItemModel</name>
    <message>
        <source>The later half of the history against the earlier</source>
        <translation>历史的后一半与前一半相比</translation>
    </message>
    <message>
        <source>Sales against the same time a year before</source>
        <translation>与一年前同期相比的销量</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>Sales</source>
        <translation>销量</translation>
    </message>
    <message>
        <source>A year</source>
        <translation>一年</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>Cover, days</source>
        <translation>可卖天数</translation>
    </message>
    <message>
        <source>{units} sold in the last year</source>
        <translation>最近一年卖出 {units} 件</translation>
    </message>
    <message>
        <source>Stock lasts {cover} days; a delivery takes {lead}.</source>
        <translation>库存够卖 {cover} 天；到货要 {lead} 天。</translation>
    </message>
    <message>
        <source>In stock</source>
        <translation>库存</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>等级</translation>
    </message>
    <message>
        <source>Supplier</source>
        <translation>供应商</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>货号</translation>
    </message>
    <message>
        <source>No supplier named</source>
        <translation>未注明供应商</translation>
    </message>
    <message>
        <source>No category named</source>
        <translation>未分类</translation>
    </message>
    <message>
        <source>Not classed</source>
        <translation>未定级</translation>
    </message>
    <message>
        <source>Sure</source>
        <translation>把握</translation>
    </message>
    <message>
        <source>How likely it is that sales truly rise or fall</source>
        <translation>销量真的在升或在降的可能性</translation>
    </message>
</context>
<context>
    <name>JobBar</name>
    <message>
        <source>about {h} h {m} min left</source>
        <translation>约剩 {h} 小时 {m} 分</translation>
    </message>
    <message>
        <source>about {m} min {s} s left</source>
        <translation>约剩 {m} 分 {s} 秒</translation>
    </message>
    <message>
        <source>about {m} min left</source>
        <translation>约剩 {m} 分钟</translation>
    </message>
    <message>
        <source>about {s} s left</source>
        <translation>约剩 {s} 秒</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop this job (Ctrl+.). What was there before stays.</source>
        <translation>停止这项工作 (Ctrl+.)。原有的内容保留。</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>stopping</source>
        <translation>正在停止</translation>
    </message>
    <message>
        <source>{stage} · {done} of {total}</source>
        <translation>{stage} · 第 {done}，共 {total}</translation>
    </message>
    <message>
        <source>{share} %</source>
        <translation>{share}%</translation>
    </message>
    <message>
        <source>{job}: done</source>
        <translation>{job}：完成</translation>
    </message>
    <message>
        <source>Stopped. What was there before is kept.</source>
        <translation>已停止，原有的内容保留。</translation>
    </message>
    <message>
        <source>You can keep working</source>
        <translation>可继续操作</translation>
    </message>
    <message>
        <source>{n} waiting</source>
        <translation>{n} 项等待</translation>
    </message>
    <message>
        <source>What is done after this; press one to leave it out</source>
        <translation>接下来要做的事；点一项即可取消</translation>
    </message>
    <message>
        <source>Leave out: {job}</source>
        <translation>取消：{job}</translation>
    </message>
    <message>
        <source>How the LSTM learns: down is better on your last periods; dashes: as it came</source>
        <translation>LSTM 的学习过程：越低，对您最近各期的预测越准；虚线为出厂状态</translation>
    </message>
</context>
<context>
    <name>Keyboard</name>
    <message>
        <source>Find an item</source>
        <translation>查找商品</translation>
    </message>
    <message>
        <source>Open a sheet</source>
        <translation>打开表格</translation>
    </message>
    <message>
        <source>Forecast</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>Export to Excel</source>
        <translation>导出到 Excel</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Stop the job</source>
        <translation>停止工作</translation>
    </message>
    <message>
        <source>Show this list</source>
        <translation>显示这张表</translation>
    </message>
    <message>
        <source>Next pane</source>
        <translation>下一块</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Previous, next row</source>
        <translation>上一行、下一行</translation>
    </message>
    <message>
        <source>Show how a figure comes about</source>
        <translation>看一个数怎么来的</translation>
    </message>
    <message>
        <source>Type a quantity</source>
        <translation>填数量</translation>
    </message>
    <message>
        <source>Accept, change, reject, watch</source>
        <translation>接受、改、拒绝、观察</translation>
    </message>
    <message>
        <source>Previous, next supplier</source>
        <translation>上一家、下一家供应商</translation>
    </message>
    <message>
        <source>Chart: previous, next point</source>
        <translation>图表：前一点、后一点</translation>
    </message>
    <message>
        <source>Chart: closer, wider, all</source>
        <translation>图表：放大、缩小、全部</translation>
    </message>
    <message>
        <source>Chart: as a table</source>
        <translation>图表：列成表</translation>
    </message>
</context>
<context>
    <name>Links</name>
    <message>
        <source>{old} counts as {new}</source>
        <translation>{old} 算作 {new}</translation>
    </message>
    <message>
        <source>Unlink</source>
        <translation>取消关联</translation>
    </message>
    <message>
        <source>old item, by code or name</source>
        <translation>旧商品，输入货号或名称</translation>
    </message>
    <message>
        <source>the item that took its place</source>
        <translation>替代它的新商品</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>关联</translation>
    </message>
    <message>
        <source>Choose two different items from the lists first.</source>
        <translation>请先从列表中选两款不同的商品。</translation>
    </message>
</context>
<context>
    <name>MissesCard</name>
    <message>
        <source>Item</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>Units missed</source>
        <translation>差的件数</translation>
    </message>
    <message>
        <source>Missed</source>
        <translation>差</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Where it misses most</source>
        <translation>差得最多的商品</translation>
    </message>
    <message>
        <source>Enter or double click opens the item</source>
        <translation>回车或双击打开该商品</translation>
    </message>
    <message>
        <source>Items</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>Past forecasts</source>
        <translation>历次预测</translation>
    </message>
    <message>
        <source>What is shown</source>
        <translation>显示内容</translation>
    </message>
    <message>
        <source>How it went</source>
        <translation>实际结果</translation>
    </message>
</context>
<context>
    <name>ModelDots</name>
    <message>
        <source>Too little history to compare models.</source>
        <translation>历史太短，还不能比较模型。</translation>
    </message>
    <message>
        <source>{name} misses {missed} of units, the least of all models.</source>
        <translation>{name}差 {missed} 的销量，是所有模型里最少的。</translation>
    </message>
    <message>
        <source>{name} misses {missed} of units; {before} misses {naive}.</source>
        <translation>{name}差 {missed} 的销量；{before}差 {naive}。</translation>
    </message>
    <message>
        <source>Models on your past</source>
        <translation>各模型在您的历史上</translation>
    </message>
    <message>
        <source>{n} more on Accuracy</source>
        <translation>另有 {n} 种，见“准确度”</translation>
    </message>
</context>
<context>
    <name>ModelsCard</name>
    <message>
        <source>Every model against {before}</source>
        <translation>各模型与{before}相比</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Steady sellers</source>
        <translation>常销</translation>
    </message>
    <message>
        <source>Slow sellers</source>
        <translation>慢销</translation>
    </message>
    <message>
        <source>Which items</source>
        <translation>看哪些商品</translation>
    </message>
    <message>
        <source>How it learned</source>
        <translation>它是怎么学的</translation>
    </message>
    <message>
        <source>{n} tests, {span} ahead</source>
        <translation>检验 {n} 次，每次往后 {span}</translation>
    </message>
    <message>
        <source>Missed: of 100 units sold, how many the forecast was off by. Dot: all tests; line: best to worst test; dashes: {before}.</source>
        <translation>差：每卖 100 件，预测相差多少件。圆点：全部检验；横线：最好到最差的一次；虚线：{before}。</translation>
    </message>
</context>
<context>
    <name>ModelsModel</name>
    <message>
        <source>Of 100 units sold, how many the forecast was off by</source>
        <translation>每卖 100 件，预测相差多少件</translation>
    </message>
    <message>
        <source>How much less it misses than {before}</source>
        <translation>比{before}少差多少</translation>
    </message>
    <message>
        <source>Items it was chosen for</source>
        <translation>选用它的商品数</translation>
    </message>
    <message>
        <source>Plus: forecasts too much on the whole; minus: too little</source>
        <translation>正：总体预测偏多；负：偏少</translation>
    </message>
    <message>
        <source>How often sales lay inside the 80 % range</source>
        <translation>销量落在 80% 区间内的比例</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Missed</source>
        <translation>差</translation>
    </message>
    <message>
        <source>Better by</source>
        <translation>好多少</translation>
    </message>
    <message>
        <source>Items</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>Leans</source>
        <translation>偏向</translation>
    </message>
    <message>
        <source>{share} held</source>
        <translation>命中 {share}</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation>{n} 分</translation>
    </message>
    <message>
        <source>{n} s</source>
        <translation>{n} 秒</translation>
    </message>
</context>
<context>
    <name>NetworkPanel</name>
    <message>
        <source>How the LSTM learned your shop</source>
        <translation>LSTM 怎样学习您的店</translation>
    </message>
    <message>
        <source>down: better on your last periods, which it does not learn from; across: steps of training</source>
        <translation>纵：越低，对最近各期的预测越准（这些期不参与学习）；横：训练步数</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>step {done} of {total}</source>
        <translation>第 {done} 步，共 {total} 步</translation>
    </message>
    <message>
        <source>Trained on {device} in {seconds} s.</source>
        <translation>在 {device} 上训练了 {seconds} 秒。</translation>
    </message>
    <message>
        <source>On your past it missed {own} of units; as it came, {shipped}. “Compare” above the chart shows both forecasts of an item.</source>
        <translation>用您过去的销售检验，它偏差 {own}，出厂状态偏差 {shipped}。图上方的“对比”可同时显示一款商品的两种预测。</translation>
    </message>
    <message>
        <source>The LSTM forecasts {used} of {items} items.</source>
        <translation>LSTM 用于 {items} 款中的 {used} 款。</translation>
    </message>
    <message>
        <source> For {n}, another method did better in the tests.</source>
        <translation>另有 {n} 款，其他方法在检验中更准。</translation>
    </message>
    <message>
        <source> {n} have too short a history to test it.</source>
        <translation>{n} 款历史太短，无法检验。</translation>
    </message>
    <message>
        <source> In the combination it has a part as well.</source>
        <translation>在组合预测里它也占一份。</translation>
    </message>
</context>
<context>
    <name>Opening</name>
    <message>
        <source>Opening your shop…</source>
        <translation>正在打开您的店铺…</translation>
    </message>
</context>
<context>
    <name>OrderDatesView</name>
    <message>
        <source>Orders by day and supplier</source>
        <translation>各日各供应商的订单</translation>
    </message>
    <message>
        <source>Items of the order</source>
        <translation>订单明细</translation>
    </message>
    <message>
        <source>The plan follows the forecast.</source>
        <translation>先有预测，再有计划。</translation>
    </message>
    <message>
        <source>Reckoning the orders to come…</source>
        <translation>正在推算今后的订单…</translation>
    </message>
    <message>
        <source>Nothing needs to be ordered in the weeks ahead.</source>
        <translation>今后几周都不用订货。</translation>
    </message>
    <message>
        <source>{n} orders until {day}, if sales go as expected.</source>
        <translation>若销售如预期，到 {day} 共 {n} 张订单。</translation>
    </message>
    <message>
        <source>Together {amount}.</source>
        <translation>合计 {amount}。</translation>
    </message>
    <message>
        <source>Order on</source>
        <translation>下单日</translation>
    </message>
    <message>
        <source>Supplier</source>
        <translation>供应商</translation>
    </message>
    <message>
        <source>No supplier named</source>
        <translation>未注明供应商</translation>
    </message>
    <message>
        <source>Items</source>
        <translation>款数</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>Arrives</source>
        <translation>到货</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>件数</translation>
    </message>
    <message>
        <source>{day}, now</source>
        <translation>{day}，现在</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>商品</translation>
    </message>
</context>
<context>
    <name>OverridePanel</name>
    <message>
        <source>Change the forecast of {name}</source>
        <translation>修改 {name} 的预测</translation>
    </message>
    <message>
        <source>percent more or less</source>
        <translation>增减百分比</translation>
    </message>
    <message>
        <source>units more or less, in all</source>
        <translation>合计增减件数</translation>
    </message>
    <message>
        <source>units in all</source>
        <translation>合计件数</translation>
    </message>
    <message>
        <source>why, for example: a fair in town</source>
        <translation>原因，例如：本地集市</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>To</source>
        <translation>到</translation>
    </message>
    <message>
        <source>How</source>
        <translation>方式</translation>
    </message>
    <message>
        <source>How much</source>
        <translation>多少</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Take this change back</source>
        <translation>撤回这项改动</translation>
    </message>
</context>
<context>
    <name>OverstockView</name>
    <message>
        <source>Overstock</source>
        <translation>积压</translation>
    </message>
    <message>
        <source>The plan follows the forecast.</source>
        <translation>先有预测，再有计划。</translation>
    </message>
    <message>
        <source>Reckoning what is too much…</source>
        <translation>正在找出积压…</translation>
    </message>
    <message>
        <source>Type or paste your stock under Terms to see what is too much.</source>
        <translation>在“条件”里填写或粘贴库存，就能看出哪些积压。</translation>
    </message>
    <message>
        <source>Nothing: all stock will sell in time.</source>
        <translation>没有积压：现有库存都能及时卖完。</translation>
    </message>
    <message>
        <source>1 item has more in stock than will sell in time.</source>
        <translation>1 款商品的库存一时卖不完。</translation>
    </message>
    <message>
        <source>{n} items have more in stock than will sell in time.</source>
        <translation>{n} 款商品的库存一时卖不完。</translation>
    </message>
    <message>
        <source>{n} items have more in stock than will sell in time: {money} lies still and costs about {yearly} a year to keep.</source>
        <translation>{n} 款商品的库存一时卖不完：压着 {money}，一年约多花 {yearly}。</translation>
    </message>
    <message>
        <source>1 item has more in stock than will sell in time: {money} lies still and costs about {yearly} a year to keep.</source>
        <translation>1 款商品的库存一时卖不完：压着 {money}，一年约多花 {yearly}。</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>Too much, units</source>
        <translation>多出件数</translation>
    </message>
    <message>
        <source>Money in it</source>
        <translation>压着的钱</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>怎么办</translation>
    </message>
    <message>
        <source>Sold out in</source>
        <translation>多久卖完</translation>
    </message>
    <message>
        <source>Last sold</source>
        <translation>上次卖出</translation>
    </message>
    <message>
        <source>Keeping, a year</source>
        <translation>一年占用成本</translation>
    </message>
    <message>
        <source>In stock</source>
        <translation>库存</translation>
    </message>
    <message>
        <source>Supplier</source>
        <translation>供应商</translation>
    </message>
    <message>
        <source>does not sell: clear it, or return it</source>
        <translation>卖不动：清仓或退货</translation>
    </message>
    <message>
        <source>cancel or put off what is on the way</source>
        <translation>取消或推迟在途的货</translation>
    </message>
    <message>
        <source>offer it cheaper; buy no more</source>
        <translation>降价促销，别再进货</translation>
    </message>
    <message>
        <source>buy no more until it is sold</source>
        <translation>卖完之前别再进货</translation>
    </message>
    <message>
        <source>never</source>
        <translation>卖不完</translation>
    </message>
    <message>
        <source>{n} years</source>
        <translation>{n} 年</translation>
    </message>
    <message>
        <source>{n} weeks</source>
        <translation>{n} 周</translation>
    </message>
    <message>
        <source>lately</source>
        <translation>近期</translation>
    </message>
    <message>
        <source>{n} days ago</source>
        <translation>{n} 天前</translation>
    </message>
</context>
<context>
    <name>Overview</name>
    <message>
        <source>All of the history</source>
        <translation>全部历史</translation>
    </message>
</context>
<context>
    <name>PartsPlot</name>
    <message>
        <source>Level: {low} to {high} a period</source>
        <translation>水平：每期 {low} 到 {high}</translation>
    </message>
    <message>
        <source>Season: {low} to {high}</source>
        <translation>季节：{low} 到 {high}</translation>
    </message>
    <message>
        <source>Rest: events, promotions, chance</source>
        <translation>其余：节日、促销、偶然</translation>
    </message>
</context>
<context>
    <name>PastForecasts</name>
    <message>
        <source>Forecast of</source>
        <translation>预测日</translation>
    </message>
    <message>
        <source>Last season</source>
        <translation>上季</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>With yours</source>
        <translation>加上您的修改</translation>
    </message>
    <message>
        <source>Yours added</source>
        <translation>您的贡献</translation>
    </message>
    <message>
        <source>{day}, {span}</source>
        <translation>{day}，{span}</translation>
    </message>
    <message>
        <source>Past forecasts</source>
        <translation>历次预测</translation>
    </message>
    <message>
        <source>Nothing to judge yet. Open newer sales and forecast again: each forecast given out so far is then scored here, with and without your changes.</source>
        <translation>还没有可评判的。打开更新的销售表再预测一次，之前给出的每次预测都会在这里打分，分别算上和不算您的修改。</translation>
    </message>
    <message>
        <source>Of 100 units sold, the model misses {n} fewer than last season&apos;s figures.</source>
        <translation>每卖 100 件，模型比照搬上季少差 {n} 件。</translation>
    </message>
    <message>
        <source>Of 100 units sold, the model misses {n} more than last season&apos;s figures.</source>
        <translation>每卖 100 件，模型比照搬上季多差 {n} 件。</translation>
    </message>
    <message>
        <source> Your changes saved {n} more; they came closer in {better} of {all}.</source>
        <translation>您的修改又少差 {n} 件；{all} 处中有 {better} 处更接近。</translation>
    </message>
    <message>
        <source> Your changes cost {n} of it; they came closer in {better} of {all}.</source>
        <translation>您的修改多差了 {n} 件；{all} 处中有 {better} 处更接近。</translation>
    </message>
</context>
<context>
    <name>PlanDelegate</name>
    <message>
        <source>Accept all</source>
        <translation>全部接受</translation>
    </message>
    <message>
        <source>{n} items</source>
        <translation>{n} 款</translation>
    </message>
    <message>
        <source>{days} days to deliver</source>
        <translation>到货要 {days} 天</translation>
    </message>
    <message>
        <source>{low}–{high} days to deliver</source>
        <translation>到货要 {low}–{high} 天</translation>
    </message>
    <message>
        <source>In stock</source>
        <translation>库存</translation>
    </message>
</context>
<context>
    <name>PlanModel</name>
    <message>
        <source>Item</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>In stock</source>
        <translation>库存</translation>
    </message>
    <message>
        <source>Next 7 weeks</source>
        <translation>未来 7 周</translation>
    </message>
    <message>
        <source>Runs out</source>
        <translation>断货日</translation>
    </message>
    <message>
        <source>Order by</source>
        <translation>最晚下单</translation>
    </message>
    <message>
        <source>Advised</source>
        <translation>建议</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>订货</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>决定</translation>
    </message>
    <message>
        <source>No supplier named</source>
        <translation>未写供应商</translation>
    </message>
    <message>
        <source>now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>not decided</source>
        <translation>未决定</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>已接受</translation>
    </message>
    <message>
        <source>changed by you</source>
        <translation>您改过</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>已拒绝</translation>
    </message>
    <message>
        <source>watching</source>
        <translation>观察中</translation>
    </message>
    <message>
        <source>Type what is in stock (F2)</source>
        <translation>填上现有库存 (F2)</translation>
    </message>
    <message>
        <source>Bar: when stock runs out. Tick: delivery if ordered today.</source>
        <translation>横条：何时断货。竖线：今天下单的到货日。</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>未纳入</translation>
    </message>
    <message>
        <source>new</source>
        <translation>新品</translation>
    </message>
    <message>
        <source>New: little is known of it yet. Look at its order yourself.</source>
        <translation>新品：了解还不多，请您亲自看看订量。</translation>
    </message>
</context>
<context>
    <name>PlanTable</name>
    <message>
        <source>Restock plan</source>
        <translation>补货计划</translation>
    </message>
    <message>
        <source>Accept (A)</source>
        <translation>接受 (A)</translation>
    </message>
    <message>
        <source>Change the quantity (C)</source>
        <translation>改数量 (C)</translation>
    </message>
    <message>
        <source>Reject (X)</source>
        <translation>拒绝 (X)</translation>
    </message>
    <message>
        <source>Watch, decide later (W)</source>
        <translation>观察，以后再定 (W)</translation>
    </message>
</context>
<context>
    <name>QuantitySpin</name>
    <message>
        <source>Order quantity</source>
        <translation>订货数量</translation>
    </message>
</context>
<context>
    <name>ReadingBar</name>
    <message>
        <source>{n} rows</source>
        <translation>{n} 行</translation>
    </message>
    <message>
        <source>a row a sale</source>
        <translation>一行一笔</translation>
    </message>
    <message>
        <source>periods across</source>
        <translation>日期横排</translation>
    </message>
    <message>
        <source>items across</source>
        <translation>商品横排</translation>
    </message>
    <message>
        <source>stores across</source>
        <translation>门店横排</translation>
    </message>
    <message>
        <source>a list of items</source>
        <translation>商品清单</translation>
    </message>
    <message>
        <source>orders that came back</source>
        <translation>退回的订单</translation>
    </message>
    <message>
        <source>no sales in it</source>
        <translation>没有销售</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>版式</translation>
    </message>
    <message>
        <source>Header</source>
        <translation>表头</translation>
    </message>
    <message>
        <source>none</source>
        <translation>没有</translation>
    </message>
    <message>
        <source>row {n}</source>
        <translation>第 {n} 行</translation>
    </message>
    <message>
        <source>rows {n} and {m}</source>
        <translation>第 {n}、{m} 行</translation>
    </message>
</context>
<context>
    <name>Reckoning</name>
    <message>
        <source>Reckoning</source>
        <translation>计算</translation>
    </message>
</context>
<context>
    <name>RepairGroup</name>
    <message>
        <source>{held} of {n} accepted</source>
        <translation>共 {n} 项，已接受 {held} 项</translation>
    </message>
    <message>
        <source>{money} at stake</source>
        <translation>涉及 {money}</translation>
    </message>
    <message>
        <source>Accept those over {share} likely</source>
        <translation>接受可能性超过 {share} 的</translation>
    </message>
    <message>
        <source>Accept all</source>
        <translation>全部接受</translation>
    </message>
    <message>
        <source>Refuse all</source>
        <translation>全部拒绝</translation>
    </message>
    <message>
        <source>Show {n} more</source>
        <translation>再显示 {n} 项</translation>
    </message>
    <message>
        <source>accepting a finding on {item}</source>
        <translation>接受“{item}”的发现</translation>
    </message>
    <message>
        <source>refusing a finding on {item}</source>
        <translation>拒绝“{item}”的发现</translation>
    </message>
    <message>
        <source>taking back an answer on {item}</source>
        <translation>收回对“{item}”的回答</translation>
    </message>
    <message>
        <source>accepting {n} findings</source>
        <translation>接受 {n} 项发现</translation>
    </message>
    <message>
        <source>refusing {n} findings</source>
        <translation>拒绝 {n} 项发现</translation>
    </message>
</context>
<context>
    <name>Repairs</name>
    <message>
        <source>Probably out of stock</source>
        <translation>很可能缺货</translation>
    </message>
    <message>
        <source>One-off orders and peaks</source>
        <translation>一次性的大单和高峰</translation>
    </message>
    <message>
        <source>Moved to another level</source>
        <translation>销量换了水平</translation>
    </message>
    <message>
        <source>Renamed or replaced items</source>
        <translation>换了货号或被替代的商品</translation>
    </message>
    <message>
        <source>Goods that came back</source>
        <translation>退回的商品</translation>
    </message>
    <message>
        <source>Days and periods left out</source>
        <translation>不计入的日子和时段</translation>
    </message>
    <message>
        <source>Accepted, these days count as missing sales, not as low demand.</source>
        <translation>接受后，这些日子按漏卖处理，不算需求低。</translation>
    </message>
    <message>
        <source>Accepted, forecasts learn from the usual part only. Sales stay as they are.</source>
        <translation>接受后，预测只参考平常的部分，销量原样保留。</translation>
    </message>
    <message>
        <source>Accepted, forecasts see the past at the level of today.</source>
        <translation>接受后，预测按现在的水平看待过去。</translation>
    </message>
    <message>
        <source>Accepted, both are one item with one history.</source>
        <translation>接受后，两者算同一款商品，历史连在一起。</translation>
    </message>
    <message>
        <source>Accepted, they are taken off the sales they came from.</source>
        <translation>接受后，从原来的销量中扣除。</translation>
    </message>
    <message>
        <source>Refused, they count like any other day or period.</source>
        <translation>拒绝后，与其他日子和时段一样计入。</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>接受</translation>
    </message>
    <message>
        <source>Refuse</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>about {n} units missed</source>
        <translation>约漏卖 {n} 件</translation>
    </message>
    <message>
        <source>{n} units of history</source>
        <translation>{n} 件历史销量</translation>
    </message>
    <message>
        <source>{n} units</source>
        <translation>{n} 件</translation>
    </message>
    <message>
        <source>{share} likely</source>
        <translation>可能性 {share}</translation>
    </message>
    <message>
        <source>history: {grade}</source>
        <translation>历史数据：{grade}</translation>
    </message>
</context>
<context>
    <name>ReplayCard</name>
    <message>
        <source>Replaying your past</source>
        <translation>重演历史</translation>
    </message>
    <message>
        <source>Play this plan and your own rule on the last months of your sales, with forecasts made as on each day of them. It takes as long as a forecast.</source>
        <translation>用最近几个月的销售，把本计划和您自己的做法各演一遍；每天的预测都只用当天之前的数据。用时与一次预测相当。</translation>
    </message>
    <message>
        <source>Assumed: {first}</source>
        <translation>假设：{first}</translation>
    </message>
    <message>
        <source>In that time</source>
        <translation>这段时间</translation>
    </message>
    <message>
        <source>Your rule</source>
        <translation>您的做法</translation>
    </message>
    <message>
        <source>This plan</source>
        <translation>本计划</translation>
    </message>
    <message>
        <source>9 times in 10</source>
        <translation>十次里有九次</translation>
    </message>
    <message>
        <source>{low} to {high}</source>
        <translation>{low} 至 {high}</translation>
    </message>
    <message>
        <source>Demand served</source>
        <translation>需求满足率</translation>
    </message>
    <message>
        <source>Units missed</source>
        <translation>漏卖件数</translation>
    </message>
    <message>
        <source>Margin missed</source>
        <translation>少赚毛利</translation>
    </message>
    <message>
        <source>Average stock</source>
        <translation>平均库存</translation>
    </message>
    <message>
        <source>Orders placed</source>
        <translation>订货次数</translation>
    </message>
    <message>
        <source>Had you followed this</source>
        <translation>假如照此去做</translation>
    </message>
    <message>
        <source>Your rule: safety days</source>
        <translation>您的做法：多备几天</translation>
    </message>
    <message>
        <source>average of the last days</source>
        <translation>取最近几天的平均</translation>
    </message>
    <message>
        <source>Replay</source>
        <translation>重演</translation>
    </message>
    <message>
        <source>You order up to delivery time + days between orders + safety days</source>
        <translation>订到够卖“到货天数 + 订货间隔 + 多备天数”</translation>
    </message>
    <message>
        <source>across: average stock;  up: demand served at once</source>
        <translation>横：平均库存；纵：当场满足的需求</translation>
    </message>
    <message>
        <source>Rules on your past</source>
        <translation>用您的历史对比</translation>
    </message>
    <message>
        <source>You bought</source>
        <translation>实际进货</translation>
    </message>
    <message>
        <source>Against what you bought</source>
        <translation>对比实际进货</translation>
    </message>
    <message>
        <source>Against your rule</source>
        <translation>对比您的规则</translation>
    </message>
</context>
<context>
    <name>ReplayChart</name>
    <message>
        <source>The plan would have served {plan} of demand with {stock} in stock on average; your rule {rule} with {other}.</source>
        <translation>照此计划，可满足 {plan} 的需求，平均库存 {stock}；您自己的做法是 {rule}，库存 {other}。</translation>
    </message>
    <message>
        <source>{n} units</source>
        <translation>{n} 件</translation>
    </message>
    <message>
        <source>Rules on your past</source>
        <translation>用您的历史对比</translation>
    </message>
    <message>
        <source>this plan</source>
        <translation>本计划</translation>
    </message>
    <message>
        <source>your rule</source>
        <translation>您的做法</translation>
    </message>
    <message>
        <source>You held {other} on average and missed about {lost} units; the plan would have served {plan} of the same {n} items&apos; demand with {stock}.</source>
        <translation>您平均压着 {other} 的货，还少卖约 {lost} 件；同样 {n} 款商品，按计划只需 {stock}，可满足 {plan} 的需求。</translation>
    </message>
</context>
<context>
    <name>Reports</name>
    <message>
        <source>Journal and reports</source>
        <translation>运行日志与报告</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Journal</source>
        <translation>运行日志</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>None of it holds sales, names of goods or of files.</source>
        <translation>里面没有销售数据、商品名或文件名。</translation>
    </message>
    <message>
        <source>Nothing has been written yet.</source>
        <translation>还没有任何记录。</translation>
    </message>
    <message>
        <source>Report of {day}</source>
        <translation>{day} 的报告</translation>
    </message>
    <message>
        <source>This file cannot be read.</source>
        <translation>无法读取这个文件。</translation>
    </message>
</context>
<context>
    <name>RestockFiles</name>
    <message>
        <source>Folder for the order papers</source>
        <translation>订货单保存到</translation>
    </message>
    <message>
        <source>The plan as edited in Excel</source>
        <translation>在 Excel 中改过的计划</translation>
    </message>
    <message>
        <source>Printing page {n} of {count}</source>
        <translation>正在生成第 {n} 页，共 {count} 页</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>{n} orders to print or mail, all of them as a table, and charts for yourself are in {folder}.</source>
        <translation>{n} 份可打印、可发送的订货单、汇总表和留给您看的图表，都在 {folder}。</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>{n} items keep a value of their own for “{what}”; the others follow now.</source>
        <translation>{n} 款商品的“{what}”另有设定，保持不变；其余已跟随。</translation>
    </message>
    <message>
        <source>Set it for these, too</source>
        <translation>这些也一起改</translation>
    </message>
</context>
<context>
    <name>RestockPage</name>
    <message>
        <source>Restock</source>
        <translation>补货</translation>
    </message>
    <message>
        <source>The plan follows the forecast.</source>
        <translation>先有预测，才有计划。</translation>
    </message>
    <message>
        <source>Forecast</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>Open a sheet</source>
        <translation>打开表格</translation>
    </message>
    <message>
        <source>Export to Excel</source>
        <translation>导出到 Excel</translation>
    </message>
    <message>
        <source>Nothing is to be ordered.</source>
        <translation>没有需要订的。</translation>
    </message>
    <message>
        <source>{n} to order</source>
        <translation>{n} 款要订</translation>
    </message>
    <message>
        <source>Nothing needs to be ordered now.</source>
        <translation>现在不用订货。</translation>
    </message>
    <message>
        <source>Order {n} items, as if nothing were in stock. Type or paste your stock under Terms.</source>
        <translation>按没有库存算，要订 {n} 款。请在“条件”里填入或粘贴库存。</translation>
    </message>
    <message>
        <source>Order {n} items from {suppliers} suppliers for {cost}; {urgent} cannot wait.</source>
        <translation>向 {suppliers} 家供应商订 {n} 款，共 {cost}；{urgent} 款不能等。</translation>
    </message>
    <message>
        <source>Order {n} items for {cost}; {urgent} cannot wait.</source>
        <translation>订 {n} 款，共 {cost}；{urgent} 款不能等。</translation>
    </message>
    <message>
        <source>Order {n} items; {urgent} cannot wait.</source>
        <translation>订 {n} 款；{urgent} 款不能等。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>To order</source>
        <translation>要订</translation>
    </message>
    <message>
        <source>Undecided</source>
        <translation>未决定</translation>
    </message>
    <message>
        <source>Watching</source>
        <translation>观察中</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>已拒绝</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Bar: runs out. Tick: delivery if ordered today.</source>
        <translation>横条：断货。竖线：今天下单的到货日。</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>计划</translation>
    </message>
    <message>
        <source>Terms</source>
        <translation>条件</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>How the order of this item comes about (Enter)</source>
        <translation>这款的订货量怎么来的（回车）</translation>
    </message>
    <message>
        <source>Why this order</source>
        <translation>为什么订这么多</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Restock plan</source>
        <translation>补货计划</translation>
    </message>
    <message>
        <source>{amount} budget</source>
        <translation>预算 {amount}</translation>
    </message>
    <message>
        <source>Overstock</source>
        <translation>积压</translation>
    </message>
    <message>
        <source>Order dates</source>
        <translation>订货日历</translation>
    </message>
    <message>
        <source>What is shown</source>
        <translation>显示内容</translation>
    </message>
    <message>
        <source>What if</source>
        <translation>假如…</translation>
    </message>
    <message>
        <source>Order papers…</source>
        <translation>订货单…</translation>
    </message>
    <message>
        <source>Type or paste from Excel; the plan follows. Grey: inherited.</source>
        <translation>可输入或从 Excel 粘贴，计划随之更新。灰色：沿用的值。</translation>
    </message>
    <message>
        <source>Settle first</source>
        <translation>先定</translation>
    </message>
    <message>
        <source>Cut back</source>
        <translation>已削减</translation>
    </message>
</context>
<context>
    <name>Restocking</name>
    <message>
        <source>Reading {name}</source>
        <translation>正在读取 {name}</translation>
    </message>
    <message>
        <source>terms of {name}</source>
        <translation>{name} 的条件</translation>
    </message>
    <message>
        <source>delivery times as measured</source>
        <translation>实测到货天数</translation>
    </message>
    <message>
        <source>changes of {name}</source>
        <translation>{name} 的改动</translation>
    </message>
    <message>
        <source>Writing the orders</source>
        <translation>生成订货单</translation>
    </message>
    <message>
        <source>{what} of {name}</source>
        <translation>{name} 的{what}</translation>
    </message>
    <message>
        <source>the whole shop</source>
        <translation>全店</translation>
    </message>
    <message>
        <source>{what} as inherited</source>
        <translation>{what}恢复沿用</translation>
    </message>
    <message>
        <source>Planning orders</source>
        <translation>计算订货</translation>
    </message>
    <message>
        <source>{n} transfers</source>
        <translation>{n} 笔调拨</translation>
    </message>
    <message>
        <source>transfer of {item}</source>
        <translation>{item} 的调拨</translation>
    </message>
    <message>
        <source>top-up of {supplier}</source>
        <translation>{supplier} 的凑单</translation>
    </message>
    <message>
        <source>{n} orders put off</source>
        <translation>{n} 笔缓订</translation>
    </message>
    <message>
        <source>containers of {supplier}</source>
        <translation>{supplier}的整柜</translation>
    </message>
</context>
<context>
    <name>Roles</name>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Item code</source>
        <translation>货号</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Item name</source>
        <translation>商品名</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>门店</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>订单</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>After sale</source>
        <translation>售后</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>Currency</source>
        <translation>币种</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>In stock</source>
        <translation>库存</translation>
    </message>
    <message>
        <source>On order</source>
        <translation>在途</translation>
    </message>
    <message>
        <source>Supplier</source>
        <translation>供应商</translation>
    </message>
    <message>
        <source>Lead time</source>
        <translation>到货天数</translation>
    </message>
    <message>
        <source>Pack</source>
        <translation>每箱</translation>
    </message>
    <message>
        <source>Minimum order</source>
        <translation>起订量</translation>
    </message>
    <message>
        <source>Promotion</source>
        <translation>促销</translation>
    </message>
    <message>
        <source>Year</source>
        <translation>年</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>月</translation>
    </message>
    <message>
        <source>Week</source>
        <translation>周</translation>
    </message>
    <message>
        <source>Day of the month</source>
        <translation>日</translation>
    </message>
    <message>
        <source>return</source>
        <translation>退货</translation>
    </message>
    <message>
        <source>total</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>no item</source>
        <translation>无商品</translation>
    </message>
    <message>
        <source>no date</source>
        <translation>无日期</translation>
    </message>
    <message>
        <source>unlikely</source>
        <translation>可疑</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>refunded</source>
        <translation>已退款</translation>
    </message>
    <message>
        <source>test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>gift</source>
        <translation>赠品</translation>
    </message>
    <message>
        <source>transfer</source>
        <translation>调拨</translation>
    </message>
    <message>
        <source>no product</source>
        <translation>非商品</translation>
    </message>
    <message>
        <source>duplicate</source>
        <translation>重复</translation>
    </message>
    <message>
        <source>overlap</source>
        <translation>重叠</translation>
    </message>
    <message>
        <source>no price</source>
        <translation>无价格</translation>
    </message>
    <message>
        <source>unreadable</source>
        <translation>无法识别</translation>
    </message>
    <message>
        <source>no units</source>
        <translation>无数量</translation>
    </message>
    <message>
        <source>first count</source>
        <translation>首次计数</translation>
    </message>
    <message>
        <source>count fell</source>
        <translation>计数变小</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>略过</translation>
    </message>
    <message>
        <source>ignored</source>
        <translation>忽略</translation>
    </message>
    <message>
        <source>header</source>
        <translation>表头</translation>
    </message>
    <message>
        <source>title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>corrected</source>
        <translation>已更正</translation>
    </message>
    <message>
        <source>shared day</source>
        <translation>重复日</translation>
    </message>
</context>
<context>
    <name>RoomLines</name>
    <message>
        <source>Another room</source>
        <translation>再加一处</translation>
    </message>
    <message>
        <source>the whole shop</source>
        <translation>整家店</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>Whose room</source>
        <translation>哪家店的库房</translation>
    </message>
    <message>
        <source>What the room holds</source>
        <translation>库房容量</translation>
    </message>
    <message>
        <source>Counted in</source>
        <translation>计量单位</translation>
    </message>
</context>
<context>
    <name>RuleSwitches</name>
    <message>
        <source>Rows that are no sales</source>
        <translation>不算销售的行</translation>
    </message>
</context>
<context>
    <name>Rules</name>
    <message>
        <source>Totals of other rows</source>
        <translation>合计与小计</translation>
    </message>
    <message>
        <source>Cancelled or unpaid orders</source>
        <translation>已取消或未付款的订单</translation>
    </message>
    <message>
        <source>Refunded orders</source>
        <translation>已退款的订单</translation>
    </message>
    <message>
        <source>Tests</source>
        <translation>测试行</translation>
    </message>
    <message>
        <source>Free gifts</source>
        <translation>赠品</translation>
    </message>
    <message>
        <source>Postage, fees, bookkeeping</source>
        <translation>运费、手续费、记账行</translation>
    </message>
    <message>
        <source>Lines that stand twice</source>
        <translation>重复的行</translation>
    </message>
    <message>
        <source>Also in another sheet</source>
        <translation>另一张表里也有</translation>
    </message>
    <message>
        <source>No price above zero</source>
        <translation>价格不大于零</translation>
    </message>
    <message>
        <source>Dates years off</source>
        <translation>相差数年的日期</translation>
    </message>
    <message>
        <source>Quantities beyond belief</source>
        <translation>离谱的数量</translation>
    </message>
    <message>
        <source>Goods that came back</source>
        <translation>退回的商品</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>略过</translation>
    </message>
    <message>
        <source>kept apart</source>
        <translation>单独保留</translation>
    </message>
    <message>
        <source>counted once</source>
        <translation>只计一次</translation>
    </message>
    <message>
        <source>each counted</source>
        <translation>每行都计</translation>
    </message>
    <message>
        <source>counted</source>
        <translation>计入</translation>
    </message>
    <message>
        <source>{rows} rows, {units} units</source>
        <translation>{rows} 行，{units} 件</translation>
    </message>
    <message>
        <source>row {row}, {units} units</source>
        <translation>第 {row} 行，{units} 件</translation>
    </message>
    <message>
        <source>first in row {row}</source>
        <translation>最早在第 {row} 行</translation>
    </message>
    <message>
        <source>Corrected by a later sheet</source>
        <translation>被之后的表格更正</translation>
    </message>
    <message>
        <source>Days told of twice, otherwise</source>
        <translation>两张表对同一天说法不同</translation>
    </message>
    <message>
        <source>Moved, bought or counted</source>
        <translation>调拨、采购或盘点</translation>
    </message>
</context>
<context>
    <name>RunsOut</name>
    <message>
        <source>Order {n}</source>
        <translation>订 {n}</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>In stock</source>
        <translation>库存</translation>
    </message>
    <message>
        <source>today, and the next {n} days</source>
        <translation>今天起 {n} 天</translation>
    </message>
    <message>
        <source>Runs out</source>
        <translation>断货日</translation>
    </message>
    <message>
        <source>Odds</source>
        <translation>可能性</translation>
    </message>
</context>
<context>
    <name>ScenarioForm</name>
    <message>
        <source>all items</source>
        <translation>全部商品</translation>
    </message>
    <message>
        <source>as now</source>
        <translation>不变</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Items of</source>
        <translation>商品范围</translation>
    </message>
    <message>
        <source>Bought from</source>
        <translation>改向谁订</translation>
    </message>
    <message>
        <source>Sells</source>
        <translation>销量</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>售价</translation>
    </message>
    <message>
        <source>Goods cost</source>
        <translation>进价</translation>
    </message>
    <message>
        <source>Deliveries take</source>
        <translation>到货用时</translation>
    </message>
    <message>
        <source>Order every, days</source>
        <translation>订货间隔，天</translation>
    </message>
    <message>
        <source>In stock, of 100</source>
        <translation>每 100 次有货</translation>
    </message>
    <message>
        <source>for example: before the holidays</source>
        <translation>例如：节前</translation>
    </message>
    <message>
        <source>With the delivery time, order days and minimums usual with that supplier</source>
        <translation>按该供应商通常的交货期、订货日和起订量</translation>
    </message>
    <message>
        <source>Moves what sells as far as your sheets show what it does</source>
        <translation>按您表格里看得出的价格影响来调整销量</translation>
    </message>
    <message>
        <source>as set</source>
        <translation>按设置</translation>
    </message>
</context>
<context>
    <name>Search</name>
    <message>
        <source>Find an item</source>
        <translation>查找商品</translation>
    </message>
</context>
<context>
    <name>Session</name>
    <message>
        <source>how the sheet is read</source>
        <translation>表格的读法</translation>
    </message>
    <message>
        <source>Saving the rows left out</source>
        <translation>保存略过的行</translation>
    </message>
    <message>
        <source>Reading the sheet</source>
        <translation>读取表格</translation>
    </message>
    <message>
        <source>Checking every row</source>
        <translation>核对每一行</translation>
    </message>
    <message>
        <source>Building the sales history</source>
        <translation>整理销售历史</translation>
    </message>
    <message>
        <source>Forecasting</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>terms of {item}</source>
        <translation>{item}的供货条件</translation>
    </message>
    <message>
        <source>decision on {item}</source>
        <translation>对{item}的决定</translation>
    </message>
    <message>
        <source>decision on {n} items</source>
        <translation>对 {n} 款的决定</translation>
    </message>
    <message>
        <source>Writing the workbook</source>
        <translation>写工作簿</translation>
    </message>
    <message>
        <source>Planning orders</source>
        <translation>计算订货</translation>
    </message>
    <message>
        <source>Opening the workspace</source>
        <translation>打开店铺</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>budget</source>
        <translation>预算</translation>
    </message>
    <message>
        <source>link of {old} to {new}</source>
        <translation>把 {old} 关联到 {new}</translation>
    </message>
    <message>
        <source>link of {old}</source>
        <translation>{old} 的关联</translation>
    </message>
    <message>
        <source>Checking the sales history</source>
        <translation>检查销售历史</translation>
    </message>
    <message>
        <source>change of the forecast</source>
        <translation>修改预测</translation>
    </message>
    <message>
        <source>{what} of {n} items</source>
        <translation>{n} 款商品的{what}</translation>
    </message>
    <message>
        <source>terms</source>
        <translation>条件</translation>
    </message>
    <message>
        <source>mark in the history of {item}</source>
        <translation>{item} 历史中的标记</translation>
    </message>
    <message>
        <source>marks in the history of {item}</source>
        <translation>{item} 历史中的标记</translation>
    </message>
    <message>
        <source>items that a new one is like</source>
        <translation>新品的相似商品</translation>
    </message>
    <message>
        <source>change of the forecast of {item}</source>
        <translation>修改 {item} 的预测</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>Forecasts</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Colours</source>
        <translation>配色</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>字号</translation>
    </message>
    <message>
        <source>Compute on</source>
        <translation>用什么计算</translation>
    </message>
    <message>
        <source>Tests on the past</source>
        <translation>历史检验次数</translation>
    </message>
    <message>
        <source>Starting number</source>
        <translation>起始数</translation>
    </message>
    <message>
        <source>The graphics card trains the LSTM faster; results are the same.</source>
        <translation>显卡训练 LSTM 更快；结果相同。</translation>
    </message>
    <message>
        <source>How many times each model is tried on your own past before one is chosen.</source>
        <translation>选定模型之前，每个模型在您的历史上试多少次。</translation>
    </message>
    <message>
        <source>The same sheet, settings and starting number give the same plan.</source>
        <translation>表格、设置和起始数相同，计划就相同。</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>高对比</translation>
    </message>
    <message>
        <source>graphics card if there is one</source>
        <translation>有显卡就用显卡</translation>
    </message>
    <message>
        <source>processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>graphics card</source>
        <translation>显卡</translation>
    </message>
    <message>
        <source>Save settings…</source>
        <translation>保存设置…</translation>
    </message>
    <message>
        <source>Open settings…</source>
        <translation>打开设置…</translation>
    </message>
    <message>
        <source>About Shelfcast</source>
        <translation>关于 Shelfcast</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Save the settings</source>
        <translation>保存设置</translation>
    </message>
    <message>
        <source>Open settings</source>
        <translation>打开设置</translation>
    </message>
    <message>
        <source>Calendar of the shop…</source>
        <translation>店铺日历…</translation>
    </message>
</context>
<context>
    <name>ShopRules</name>
    <message>
        <source>Rules of the shop</source>
        <translation>全店规则</translation>
    </message>
    <message>
        <source>buy elsewhere</source>
        <translation>去别处买</translation>
    </message>
    <message>
        <source>wait for the delivery</source>
        <translation>等到货</translation>
    </message>
    <message>
        <source>Storage rooms</source>
        <translation>库房</translation>
    </message>
    <message>
        <source>Orders are cut to what fits in when they come, what earns least for its room first. What units take up is said under Terms, Freight and room.</source>
        <translation>到货时放不下的会削减，先减最不划算的。每件占多少地方，请在“条件 · 货运与库容”里填。</translation>
    </message>
    <message>
        <source>Holding stock costs, of its value a year</source>
        <translation>库存占用成本（每年占货值）</translation>
    </message>
    <message>
        <source>Customers who find nothing</source>
        <translation>顾客遇到缺货时</translation>
    </message>
    <message>
        <source>In stock, items of class {letter}</source>
        <translation>{letter} 类商品的现货率</translation>
    </message>
    <message>
        <source>Moving a unit to another store costs</source>
        <translation>调拨每件的费用</translation>
    </message>
    <message>
        <source>Each move costs, besides</source>
        <translation>每次调拨另加</translation>
    </message>
    <message>
        <source>Plan by these</source>
        <translation>按此计划</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>rules of the shop</source>
        <translation>全店规则</translation>
    </message>
    <message>
        <source>as in the terms</source>
        <translation>按条件</translation>
    </message>
</context>
<context>
    <name>Shortcuts</name>
    <message>
        <source>Keyboard</source>
        <translation>键盘</translation>
    </message>
</context>
<context>
    <name>SinceCard</name>
    <message>
        <source>Since the forecast of {day}</source>
        <translation>{day} 预测以来</translation>
    </message>
    <message>
        <source>of units foreseen; last season&apos;s figures {naive}. {held} of ranges held.</source>
        <translation>的销量被料中；照搬上季为 {naive}。区间命中 {held}。</translation>
    </message>
    <message>
        <source>{up} items up, {down} down, {new} new, {gone} gone.</source>
        <translation>{up} 款上调，{down} 款下调，新增 {new} 款，消失 {gone} 款。</translation>
    </message>
    <message>
        <source>{n} items are forecast by another model.</source>
        <translation>{n} 款换了预测模型。</translation>
    </message>
    <message>
        <source>expected {before} then, {now} now</source>
        <translation>当时预计 {before}，现在 {now}</translation>
    </message>
</context>
<context>
    <name>StillMoneyCard</name>
    <message>
        <source>Money lying still</source>
        <translation>压着的钱</translation>
    </message>
    <message>
        <source>Stock or cost is not known.</source>
        <translation>库存或进价未知。</translation>
    </message>
    <message>
        <source>Reckoning what is too much…</source>
        <translation>正在找出积压…</translation>
    </message>
    <message>
        <source>None: all stock will sell in time.</source>
        <translation>没有：现有库存都能及时卖完。</translation>
    </message>
    <message>
        <source>of {total} in stock</source>
        <translation>库存共 {total}</translation>
    </message>
    <message>
        <source>sold nothing for half a year</source>
        <translation>半年没有卖出</translation>
    </message>
    <message>
        <source>more than sells; stop buying</source>
        <translation>卖不完，先别进货</translation>
    </message>
</context>
<context>
    <name>StockPlot</name>
    <message>
        <source>safety stock {units}</source>
        <translation>安全库存 {units}</translation>
    </message>
    <message>
        <source>+{units} arrives
{day}</source>
        <translation>+{units} 到货
{day}</translation>
    </message>
</context>
<context>
    <name>StoredCard</name>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Item code</source>
        <translation>货号</translation>
    </message>
    <message>
        <source>Item name</source>
        <translation>商品名</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>{items} items, {days} days</source>
        <translation>{items} 款商品，{days} 天</translation>
    </message>
    <message>
        <source>What Shelfcast will store</source>
        <translation>将要保存的内容</translation>
    </message>
</context>
<context>
    <name>TermsModel</name>
    <message>
        <source>Code</source>
        <translation>货号</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>Supplier</source>
        <translation>供应商</translation>
    </message>
    <message>
        <source>In stock</source>
        <translation>库存</translation>
    </message>
    <message>
        <source>On the way</source>
        <translation>在途</translation>
    </message>
    <message>
        <source>Delivery, days</source>
        <translation>到货天数</translation>
    </message>
    <message>
        <source>± days</source>
        <translation>± 天</translation>
    </message>
    <message>
        <source>Order every, days</source>
        <translation>订货间隔，天</translation>
    </message>
    <message>
        <source>Pack</source>
        <translation>每箱</translation>
    </message>
    <message>
        <source>Minimum</source>
        <translation>起订</translation>
    </message>
    <message>
        <source>Unit cost</source>
        <translation>进价</translation>
    </message>
    <message>
        <source>Price</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>In stock, %</source>
        <translation>有货率，%</translation>
    </message>
    <message>
        <source>Units on the shelf now; empty if not known</source>
        <translation>现在货架上的件数；不知道就留空</translation>
    </message>
    <message>
        <source>Days from order to delivery</source>
        <translation>从下单到到货的天数</translation>
    </message>
    <message>
        <source>How much delivery days vary</source>
        <translation>到货天数的浮动</translation>
    </message>
    <message>
        <source>Days between two orders</source>
        <translation>两次订货相隔的天数</translation>
    </message>
    <message>
        <source>Units in a pack; orders are whole packs</source>
        <translation>每箱件数；按整箱订</translation>
    </message>
    <message>
        <source>Least units the supplier accepts</source>
        <translation>供应商接受的最少件数</translation>
    </message>
    <message>
        <source>How often stock should last until the next delivery</source>
        <translation>多大把握撑到下次到货</translation>
    </message>
    <message>
        <source>Reserved</source>
        <translation>已预留</translation>
    </message>
    <message>
        <source>Arrives on</source>
        <translation>到货日</translation>
    </message>
    <message>
        <source>Largest order</source>
        <translation>单次最多订</translation>
    </message>
    <message>
        <source>Shelf holds</source>
        <translation>货架容量</translation>
    </message>
    <message>
        <source>Keeps, days</source>
        <translation>保质天数</translation>
    </message>
    <message>
        <source>Sold until</source>
        <translation>停售日期</translation>
    </message>
    <message>
        <source>Clearance value</source>
        <translation>清仓价</translation>
    </message>
    <message>
        <source>Order days</source>
        <translation>订货日</translation>
    </message>
    <message>
        <source>Supplier closed</source>
        <translation>供应商休息</translation>
    </message>
    <message>
        <source>Order minimum</source>
        <translation>起订额</translation>
    </message>
    <message>
        <source>Container, units</source>
        <translation>整柜件数</translation>
    </message>
    <message>
        <source>Order costs</source>
        <translation>每单费用</translation>
    </message>
    <message>
        <source>Service counts</source>
        <translation>服务水平类型</translation>
    </message>
    <message>
        <source>Buy elsewhere, %</source>
        <translation>转买别家，%</translation>
    </message>
    <message>
        <source>Units in stock that are sold already</source>
        <translation>库存中已售未发的件数</translation>
    </message>
    <message>
        <source>Day on which what is on the way arrives: 2026-03-31</source>
        <translation>在途货物的到货日：2026-03-31</translation>
    </message>
    <message>
        <source>Most units of one order</source>
        <translation>一次最多订多少件</translation>
    </message>
    <message>
        <source>Most units there is room for</source>
        <translation>最多放得下多少件</translation>
    </message>
    <message>
        <source>Days after which the goods can no longer be sold</source>
        <translation>多少天后不能再卖</translation>
    </message>
    <message>
        <source>Last day on which the item sells: 2026-12-24</source>
        <translation>最后售卖日：2026-12-24</translation>
    </message>
    <message>
        <source>What a unit left over after the season still brings</source>
        <translation>过季后每件还能卖多少钱</translation>
    </message>
    <message>
        <source>Weekdays on which the supplier takes orders: Mon, Thu</source>
        <translation>供应商接单的日子：周一、周四</translation>
    </message>
    <message>
        <source>Days on which the supplier is closed: 2026-02-10 to 2026-02-20</source>
        <translation>供应商休息的日子：2026-02-10 至 2026-02-20</translation>
    </message>
    <message>
        <source>Least amount of money for which the supplier delivers</source>
        <translation>供应商发货的最低金额</translation>
    </message>
    <message>
        <source>Units of all the supplier&apos;s goods that fill a container</source>
        <translation>该供应商的货合计多少件装满一柜</translation>
    </message>
    <message>
        <source>What each order costs, however large: freight, customs, work</source>
        <translation>每下一单的固定花费：运费、报关、人工</translation>
    </message>
    <message>
        <source>What “in stock” counts: each delivery, each unit, spread by gain, or margin decides</source>
        <translation>“现货率”按什么算：按到货周期、按件数、按效益分配，或由毛利决定</translation>
    </message>
    <message>
        <source>Of 100 customers who find nothing, how many do not come back for it; empty: all. Counts where margin decides</source>
        <translation>每 100 位没买到的顾客里，有多少位不会再回来买；空着：全部。仅在“由毛利决定”时起作用</translation>
    </message>
    <message>
        <source>Said for all items of this supplier</source>
        <translation>沿用该供应商的设定</translation>
    </message>
    <message>
        <source>Said for all items of this category</source>
        <translation>沿用该类别的设定</translation>
    </message>
    <message>
        <source>As for the whole shop</source>
        <translation>沿用全店设定</translation>
    </message>
    <message>
        <source>Container, m³</source>
        <translation>每柜，m³</translation>
    </message>
    <message>
        <source>Container, kg</source>
        <translation>每柜，kg</translation>
    </message>
    <message>
        <source>Container, pallets</source>
        <translation>每柜，托</translation>
    </message>
    <message>
        <source>Volume, m³</source>
        <translation>体积，m³</translation>
    </message>
    <message>
        <source>Weight, kg</source>
        <translation>重量，kg</translation>
    </message>
    <message>
        <source>On a pallet</source>
        <translation>每托件数</translation>
    </message>
    <message>
        <source>Volume of the supplier&apos;s goods that fills a container</source>
        <translation>装满一柜的货物体积</translation>
    </message>
    <message>
        <source>Weight of the supplier&apos;s goods that a container may carry</source>
        <translation>一柜最多能装的重量</translation>
    </message>
    <message>
        <source>Pallets of the supplier&apos;s goods that fill a container</source>
        <translation>装满一柜的托盘数</translation>
    </message>
    <message>
        <source>What a unit takes up, packed: 0.0024</source>
        <translation>每件连包装的体积，例如 0.0024</translation>
    </message>
    <message>
        <source>What a unit weighs, packed</source>
        <translation>每件连包装的重量</translation>
    </message>
    <message>
        <source>Units that make up a pallet</source>
        <translation>一托盘装多少件</translation>
    </message>
</context>
<context>
    <name>TermsTable</name>
    <message>
        <source>Terms of supply</source>
        <translation>供货条件</translation>
    </message>
</context>
<context>
    <name>TermsView</name>
    <message>
        <source>Whose terms</source>
        <translation>谁的条件</translation>
    </message>
    <message>
        <source>Which terms</source>
        <translation>哪些条件</translation>
    </message>
    <message>
        <source>Terms of supply</source>
        <translation>供货条件</translation>
    </message>
    <message>
        <source>Terms of groups</source>
        <translation>分组条件</translation>
    </message>
    <message>
        <source>From a file…</source>
        <translation>从文件…</translation>
    </message>
    <message>
        <source>A list of items, suppliers or categories with their terms (Excel or CSV)</source>
        <translation>商品、供应商或类别的条件清单（Excel 或 CSV）</translation>
    </message>
    <message>
        <source>From receipts…</source>
        <translation>从收货记录…</translation>
    </message>
    <message>
        <source>Past deliveries with order and receipt dates: learn how long they really take</source>
        <translation>含下单日和收货日的到货记录：学出实际到货天数</translation>
    </message>
    <message>
        <source>Everyday</source>
        <translation>常用</translation>
    </message>
    <message>
        <source>Limits and seasons</source>
        <translation>上限与季节</translation>
    </message>
    <message>
        <source>Ordering</source>
        <translation>订货</translation>
    </message>
    <message>
        <source>Items {n}</source>
        <translation>商品 {n}</translation>
    </message>
    <message>
        <source>Suppliers {n}</source>
        <translation>供应商 {n}</translation>
    </message>
    <message>
        <source>Categories {n}</source>
        <translation>类别 {n}</translation>
    </message>
    <message>
        <source>Whole shop</source>
        <translation>全店</translation>
    </message>
    <message>
        <source>Past deliveries</source>
        <translation>到货记录</translation>
    </message>
    <message>
        <source>Rules of the shop…</source>
        <translation>全店规则…</translation>
    </message>
    <message>
        <source>Costs of holding and moving goods, service by class, storage rooms</source>
        <translation>库存与调拨费用、分类现货率、库房容量</translation>
    </message>
    <message>
        <source>Freight and room</source>
        <translation>货运与库容</translation>
    </message>
</context>
<context>
    <name>TodayPage</name>
    <message>
        <source>Today</source>
        <translation>今日</translation>
    </message>
    <message>
        <source>From a sales sheet to a restock plan, on this computer alone.</source>
        <translation>从销售表到补货计划，全在这台电脑上完成。</translation>
    </message>
    <message>
        <source>Open a sheet</source>
        <translation>打开表格</translation>
    </message>
    <message>
        <source>Your sales are in. Next: forecast what will sell.</source>
        <translation>销售已导入。下一步：预测会卖多少。</translation>
    </message>
    <message>
        <source>Forecast</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>{day}. {n} items run out before a delivery can arrive.</source>
        <translation>{day}。{n} 款会在到货前断货。</translation>
    </message>
    <message>
        <source>{n} items run out</source>
        <translation>{n} 款即将断货</translation>
    </message>
    <message>
        <source>{day}. Type what you have in stock on Restock to see what runs out.</source>
        <translation>{day}。在“补货”里填上库存，就能看到什么会断货。</translation>
    </message>
    <message>
        <source>stock not known</source>
        <translation>库存未知</translation>
    </message>
    <message>
        <source>{day}. Nothing runs out before a delivery can arrive.</source>
        <translation>{day}。没有商品会在到货前断货。</translation>
    </message>
    <message>
        <source>nothing runs out</source>
        <translation>没有断货</translation>
    </message>
    <message>
        <source>Open restock plan</source>
        <translation>打开补货计划</translation>
    </message>
    <message>
        <source>Runs out before a delivery can arrive</source>
        <translation>到货前会断货</translation>
    </message>
    <message>
        <source>Nothing to show yet</source>
        <translation>还没有内容</translation>
    </message>
    <message>
        <source>After the first forecast: what runs out, what rises, what fades.</source>
        <translation>第一次预测之后：什么会断货，什么在上升，什么在下滑。</translation>
    </message>
    <message>
        <source>With potential</source>
        <translation>有潜力</translation>
    </message>
    <message>
        <source>units expected in {span}</source>
        <translation>未来 {span}预计销量（件）</translation>
    </message>
    <message>
        <source>rising</source>
        <translation>上升</translation>
    </message>
    <message>
        <source>may rise</source>
        <translation>可能上升</translation>
    </message>
    <message>
        <source>fading</source>
        <translation>下滑</translation>
    </message>
    <message>
        <source>stock lasts</source>
        <translation>库存可撑</translation>
    </message>
    <message>
        <source>runs out</source>
        <translation>断货</translation>
    </message>
    <message>
        <source>nothing to sell</source>
        <translation>无货可卖</translation>
    </message>
    <message>
        <source>arrives if ordered today</source>
        <translation>今天下单的到货日</translation>
    </message>
    <message>
        <source>Nothing: every item lasts until an order placed today arrives.</source>
        <translation>没有：每款都能撑到今天下单的货到。</translation>
    </message>
    <message>
        <source>The sheet says nothing about stock. Type it on Restock, or open a stock sheet together with the sales.</source>
        <translation>表格没有写库存。请在“补货”里填写，或把库存表和销售表一起打开。</translation>
    </message>
    <message>
        <source>Rising</source>
        <translation>上升</translation>
    </message>
    <message>
        <source>Fading</source>
        <translation>下滑</translation>
    </message>
    <message>
        <source>Growth against volume</source>
        <translation>增长与销量</translation>
    </message>
    <message>
        <source>by item</source>
        <translation>一点一款</translation>
    </message>
    <message>
        <source>{day}. 1 item runs out before a delivery can arrive.</source>
        <translation>{day}。1 款会在到货前断货。</translation>
    </message>
    <message>
        <source>1 item runs out</source>
        <translation>1 款会断货</translation>
    </message>
    <message>
        <source>Nothing rises more than chance alone would.</source>
        <translation>没有商品的上升大过偶然。</translation>
    </message>
    <message>
        <source>Nothing looks as if it will soon rise.</source>
        <translation>暂时看不出哪款将要上升。</translation>
    </message>
    <message>
        <source>Nothing fades more than chance alone would.</source>
        <translation>没有商品的下滑大过偶然。</translation>
    </message>
</context>
<context>
    <name>TotalsLine</name>
    <message>
        <source>Items</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Suppliers</source>
        <translation>供应商</translation>
    </message>
    <message>
        <source>{n} items without a cost</source>
        <translation>{n} 款没有进价</translation>
    </message>
    <message>
        <source>Plan total   {cost}</source>
        <translation>计划合计   {cost}</translation>
    </message>
    <message>
        <source>Read an edited plan…</source>
        <translation>读回改过的计划…</translation>
    </message>
    <message>
        <source>An exported workbook with your quantities, decisions and notes comes back</source>
        <translation>把改过数量、决定和备注的导出工作簿读回来</translation>
    </message>
</context>
<context>
    <name>TrainingCurve</name>
    <message>
        <source>Training has just begun.</source>
        <translation>训练刚刚开始。</translation>
    </message>
    <message>
        <source>Loss {last}, at best {best}; {first} before training.</source>
        <translation>损失 {last}，最低 {best}；训练前 {first}。</translation>
    </message>
    <message>
        <source>How training goes</source>
        <translation>训练进展</translation>
    </message>
    <message>
        <source>as it came {loss}</source>
        <translation>出厂 {loss}</translation>
    </message>
    <message>
        <source>best {loss}</source>
        <translation>最低 {loss}</translation>
    </message>
</context>
<context>
    <name>Trend</name>
    <message>
        <source>{growth} a year (8 times in 10 between {low} and {high}).</source>
        <translation>年变化 {growth}（十次里有八次在 {low} 到 {high} 之间）。</translation>
    </message>
    <message>
        <source>{growth} over the history (8 times in 10 between {low} and {high}).</source>
        <translation>整段历史变化 {growth}（十次里有八次在 {low} 到 {high} 之间）。</translation>
    </message>
    <message>
        <source>A trend, not chance: {sure}.</source>
        <translation>是趋势而非偶然的把握：{sure}。</translation>
    </message>
    <message>
        <source>Turned upwards around {day}.</source>
        <translation>约 {day}转为上升。</translation>
    </message>
    <message>
        <source>Turned downwards around {day}.</source>
        <translation>约 {day}转为下降。</translation>
    </message>
</context>
<context>
    <name>Understood</name>
    <message>
        <source>What was understood</source>
        <translation>读懂了什么</translation>
    </message>
    <message>
        <source>Remembered from {name}</source>
        <translation>沿用 {name} 的读法</translation>
    </message>
    <message>
        <source>read as that sheet was; press to look afresh</source>
        <translation>按那张表的读法；点一下可重新识别</translation>
    </message>
    <message>
        <source>Look afresh</source>
        <translation>重新识别</translation>
    </message>
    <message>
        <source>Which column is {role}?</source>
        <translation>哪一列是{role}？</translation>
    </message>
    <message>
        <source>Choose it here or above the sheet.</source>
        <translation>在这里或表格上方选。</translation>
    </message>
    <message>
        <source>{role} is {header}</source>
        <translation>{role}是 {header}</translation>
    </message>
    <message>
        <source>as last time</source>
        <translation>与上次相同</translation>
    </message>
    <message>
        <source>as you said</source>
        <translation>您指定的</translation>
    </message>
    <message>
        <source>Items are told apart by {headers}</source>
        <translation>商品还按 {headers} 区分</translation>
    </message>
    <message>
        <source>it stands before the item&apos;s own name</source>
        <translation>写在商品名称之前</translation>
    </message>
    <message>
        <source>{n} answered, {open} for you</source>
        <translation>{n} 项已定，{open} 项请您定</translation>
    </message>
    <message>
        <source>{n} answered</source>
        <translation>{n} 项已定</translation>
    </message>
    <message>
        <source>This sheet is left out</source>
        <translation>这张表略过</translation>
    </message>
    <message>
        <source>An export of {platform}</source>
        <translation>{platform} 的导出</translation>
    </message>
    <message>
        <source>recognised by its header</source>
        <translation>从表头认出</translation>
    </message>
    <message>
        <source>Text is {encoding}</source>
        <translation>文字编码是 {encoding}</translation>
    </message>
    <message>
        <source>every byte fits</source>
        <translation>每个字节都对得上</translation>
    </message>
    <message>
        <source>Header is row {row}</source>
        <translation>表头在第 {row} 行</translation>
    </message>
    <message>
        <source>{n} columns have names</source>
        <translation>{n} 列有名称</translation>
    </message>
    <message>
        <source>two rows make it up; {n} columns</source>
        <translation>两行合成；共 {n} 列</translation>
    </message>
    <message>
        <source>There is no header</source>
        <translation>没有表头</translation>
    </message>
    <message>
        <source>columns go by their contents</source>
        <translation>按内容认列</translation>
    </message>
    <message>
        <source>Days are year, month, day</source>
        <translation>日期是年、月、日</translation>
    </message>
    <message>
        <source>Days are day, month, year</source>
        <translation>日期是日、月、年</translation>
    </message>
    <message>
        <source>Days are month, day, year</source>
        <translation>日期是月、日、年</translation>
    </message>
    <message>
        <source>press to read them otherwise</source>
        <translation>点一下可换种读法</translation>
    </message>
    <message>
        <source>1,234.5 has a decimal point</source>
        <translation>1,234.5 用小数点</translation>
    </message>
    <message>
        <source>1.234,5 has a decimal comma</source>
        <translation>1.234,5 用小数逗号</translation>
    </message>
    <message>
        <source>{n} columns hold units</source>
        <translation>{n} 列是数量</translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <translation>{first}至{last}</translation>
    </message>
    <message>
        <source>{n} columns ignored</source>
        <translation>忽略 {n} 列</translation>
    </message>
    <message>
        <source>1 column ignored</source>
        <translation>忽略 1 列</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>sure</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>likely</source>
        <translation>多半是</translation>
    </message>
    <message>
        <source>please check</source>
        <translation>请核对</translation>
    </message>
    <message>
        <source>None of them</source>
        <translation>都不是</translation>
    </message>
</context>
<context>
    <name>Undoing</name>
    <message>
        <source>Undo: {what}</source>
        <translation>撤销：{what}</translation>
    </message>
    <message>
        <source>Redo: {what}</source>
        <translation>重做：{what}</translation>
    </message>
    <message>
        <source>Undone: {what}. The figures before are back.</source>
        <translation>已撤销：{what}。恢复原来的数字。</translation>
    </message>
    <message>
        <source>Done again: {what}.</source>
        <translation>已重做：{what}。</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Drop your sales sheet here. Nothing leaves this computer.</source>
        <translation>把销售表拖到这里。数据不会离开本机。</translation>
    </message>
    <message>
        <source>Excel, CSV or text, order lines or daily totals, one file or many. Shelfcast finds the columns; you check them.</source>
        <translation>Excel、CSV 或文本，订单明细或每日合计，一个或多个文件都行。Shelfcast 认列，您来核对。</translation>
    </message>
    <message>
        <source>Open a sheet</source>
        <translation>打开表格</translation>
    </message>
    <message>
        <source>Try the sample shop</source>
        <translation>用示例店铺试试</translation>
    </message>
    <message>
        <source>Opened lately</source>
        <translation>最近打开</translation>
    </message>
</context>
<context>
    <name>WhatIf</name>
    <message>
        <source>As planned</source>
        <translation>按现计划</translation>
    </message>
    <message>
        <source>Sells {share} more</source>
        <translation>多卖 {share}</translation>
    </message>
    <message>
        <source>Deliveries twice as slow</source>
        <translation>到货慢一倍</translation>
    </message>
    <message>
        <source>{share} in stock</source>
        <translation>有货率 {share}</translation>
    </message>
</context>
<context>
    <name>WhatIfView</name>
    <message>
        <source>The plan follows the forecast.</source>
        <translation>先有预测，再有计划。</translation>
    </message>
    <message>
        <source>Planning under other circumstances…</source>
        <translation>正在按其他情形计划…</translation>
    </message>
    <message>
        <source>The same forecast, planned under other circumstances. Your plan stays as it is.</source>
        <translation>同一份预测，换种情形来计划。您的计划不变。</translation>
    </message>
    <message>
        <source>What</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Items to order</source>
        <translation>订货款数</translation>
    </message>
    <message>
        <source>Units to order</source>
        <translation>订货件数</translation>
    </message>
    <message>
        <source>Cost of the order</source>
        <translation>订货金额</translation>
    </message>
    <message>
        <source>Margin lost with them</source>
        <translation>因此少赚</translation>
    </message>
    <message>
        <source>Demand served in that time</source>
        <translation>期间满足率</translation>
    </message>
    <message>
        <source>Stock after the order</source>
        <translation>到货后库存金额</translation>
    </message>
    <message>
        <source>Your sheets do not tell what another price does to sales: units stay as forecast.</source>
        <translation>从您的表格看不出价格对销量的影响：销量按预测不变。</translation>
    </message>
    <message>
        <source>Try {n}</source>
        <translation>方案 {n}</translation>
    </message>
    <message>
        <source>scenario “{name}”</source>
        <translation>情形“{name}”</translation>
    </message>
    <message>
        <source>removing “{name}”</source>
        <translation>删除“{name}”</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>试试看</translation>
    </message>
    <message>
        <source>Scenarios compared</source>
        <translation>情形对比</translation>
    </message>
    <message>
        <source>Lost until next delivery, units</source>
        <translation>到货前少卖（件）</translation>
    </message>
    <message>
        <source>Budget and storage rooms cut nothing here.</source>
        <translation>这里不受预算和库容限制。</translation>
    </message>
</context>
<context>
    <name>WhyCard</name>
    <message>
        <source>Why this number</source>
        <translation>这个数怎么来的</translation>
    </message>
    <message>
        <source>{share} sure: {low} to {high}</source>
        <translation>{share} 把握：{low} 到 {high}</translation>
    </message>
    <message>
        <source>As lately, {n} × {level}</source>
        <translation>按近来，{n} × {level}</translation>
    </message>
    <message>
        <source>Season and trend, {model}</source>
        <translation>季节与趋势，{model}</translation>
    </message>
    <message>
        <source>Next {span}</source>
        <translation>未来 {span}</translation>
    </message>
    <message>
        <source>The same {span} a year before sold {units}.</source>
        <translation>一年前同样的 {span}卖了 {units} 件。</translation>
    </message>
    <message>
        <source>All else</source>
        <translation>其余合计</translation>
    </message>
    <message>
        <source>Your change</source>
        <translation>您的修改</translation>
    </message>
    <message>
        <source>Items like it</source>
        <translation>相似商品</translation>
    </message>
    <message>
        <source>See and change the items that this new one is forecast by</source>
        <translation>查看并修改这款新品所参照的商品</translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>高对比</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Change the language</source>
        <translation>切换语言</translation>
    </message>
    <message>
        <source>Change the colours</source>
        <translation>切换配色</translation>
    </message>
    <message>
        <source>There are no sales yet. Open a sheet first.</source>
        <translation>还没有销售，请先打开表格。</translation>
    </message>
    <message>
        <source>Saved: {path}</source>
        <translation>已保存：{path}</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>core</name>
    <message>
        <source>Prices are in several currencies ({names}); their numbers are taken as they stand, so sums of money mix them. Quantities are right. Open a sheet for each currency alone.</source>
        <translation>价格使用了多种货币（{names}），金额按原数字相加，未作换算；数量不受影响。建议每种货币单独打开一张表。</translation>
    </message>
    <message>
        <source>No sale is left to forecast from: every row was a return or was left out. Look at the rows left out on the Check page.</source>
        <translation>没有可供预测的销售：每一行都是退货或被略过。请在“核对”页看看略过的行。</translation>
    </message>
    <message>
        <source>Testing models on your own past</source>
        <translation>正在用您的历史检验各模型</translation>
    </message>
    <message>
        <source>“{failed}” could not forecast this time; used instead.</source>
        <translation>“{failed}”这次未能算出预测，改用此模型。</translation>
    </message>
    <message>
        <source>No method could forecast these sales. Choose among the others: {known}.</source>
        <translation>没有方法能预测这些销售。请从其他方法里选：{known}。</translation>
    </message>
    <message>
        <source>Only {count} days of sales: too little to compare methods, so we use “{model}”.</source>
        <translation>只有 {count} 天销量，不够比较方法，所以用“{model}”。</translation>
    </message>
    <message>
        <source>Only {count} weeks of sales: too little to compare methods, so we use “{model}”.</source>
        <translation>只有 {count} 周销量，不够比较方法，所以用“{model}”。</translation>
    </message>
    <message>
        <source>Only {count} months of sales: too little to compare methods, so we use “{model}”.</source>
        <translation>只有 {count} 个月销量，不够比较方法，所以用“{model}”。</translation>
    </message>
    <message>
        <source>Seems to sell no more; “{model}” does best on such items.</source>
        <translation>看来不再卖了；这类商品“{model}”最准。</translation>
    </message>
    <message>
        <source>Too new to be tested; “{model}” does best on items like it.</source>
        <translation>太新，还无法检验；同类商品“{model}”最准。</translation>
    </message>
    <message>
        <source>“{model}” suits this item best: {gain:.0f} % closer than {yardstick}.</source>
        <translation>“{model}”最适合这款：比{yardstick}接近 {gain:.0f}%。</translation>
    </message>
    <message>
        <source>“{model}” does best on items like this: {gain:.0f} % closer than {yardstick}.</source>
        <translation>“{model}”在这类商品上最准：比{yardstick}接近 {gain:.0f}%。</translation>
    </message>
    <message>
        <source>“{model}” came closest on items that sell like this one.</source>
        <translation>卖法相近的商品里，“{model}”最接近。</translation>
    </message>
    <message>
        <source>repeating the last sales</source>
        <translation>照搬最近的销量</translation>
    </message>
    <message>
        <source>the same day last week</source>
        <translation>上周同一天</translation>
    </message>
    <message>
        <source>the same week last year</source>
        <translation>去年同周</translation>
    </message>
    <message>
        <source>the same month last year</source>
        <translation>去年同月</translation>
    </message>
    <message>
        <source>No model beat repeating the last sales, so that is what we use.</source>
        <translation>没有模型胜过照搬最近的销量，所以就用它。</translation>
    </message>
    <message>
        <source>No model beat last week&apos;s same day, so that is what we use.</source>
        <translation>没有模型胜过上周同一天，所以就用上周同一天。</translation>
    </message>
    <message>
        <source>No model beat last year&apos;s same week, so that is what we use.</source>
        <translation>没有模型胜过去年同周，所以就用去年同周。</translation>
    </message>
    <message>
        <source>No model beat last year&apos;s same month, so that is what we use.</source>
        <translation>没有模型胜过去年同月，所以就用去年同月。</translation>
    </message>
    <message>
        <source>{name} cannot be written: there is no folder {folder}. Make it, or choose another.</source>
        <translation>无法写入 {name}：文件夹 {folder} 不存在。请新建该文件夹，或另选一个。</translation>
    </message>
    <message>
        <source>{name} is a folder. Give the name of a file to write to.</source>
        <translation>{name} 是文件夹。请给出要写入的文件名。</translation>
    </message>
    <message>
        <source>{name} cannot be replaced: it is open in another program or protected. Close it there, then try again.</source>
        <translation>{name} 无法替换：它正在别的程序中打开，或受保护。请先关闭，再重试。</translation>
    </message>
    <message>
        <source>{name} cannot be written ({reason}). Choose another folder, then try again.</source>
        <translation>{name} 无法写入（{reason}）。请换一个文件夹再试。</translation>
    </message>
    <message>
        <source>Fitting ARIMA models</source>
        <translation>正在拟合 ARIMA 模型</translation>
    </message>
    <message>
        <source>Same as last season</source>
        <translation>与上季相同</translation>
    </message>
    <message>
        <source>Each period sells what it sold one season ago. All methods must beat it.</source>
        <translation>每个周期卖得和上一季同期一样。所有方法都要胜过它。</translation>
    </message>
    <message>
        <source>Recent average</source>
        <translation>近期平均</translation>
    </message>
    <message>
        <source>The average of the most recent periods goes on.</source>
        <translation>最近几个周期的平均延续下去。</translation>
    </message>
    <message>
        <source>Recent range</source>
        <translation>近期范围</translation>
    </message>
    <message>
        <source>What sold in recent periods, from slow to busy ones, is what may sell next.</source>
        <translation>最近几个周期卖过的量，从清淡到旺，就是接下来可能卖的量。</translation>
    </message>
    <message>
        <source>Exponential smoothing</source>
        <translation>指数平滑</translation>
    </message>
    <message>
        <source>An average in which newer periods count more, with the shop&apos;s own season.</source>
        <translation>越近的周期越重的平均，加上本店自己的季节。</translation>
    </message>
    <message>
        <source>Croston (SBA)</source>
        <translation>Croston (SBA)</translation>
    </message>
    <message>
        <source>For items that sell now and then: how much at a time, and how often.</source>
        <translation>适合偶尔卖出的商品：一次卖多少，多久卖一次。</translation>
    </message>
    <message>
        <source>Fading sales (TSB)</source>
        <translation>渐弱 (TSB)</translation>
    </message>
    <message>
        <source>For items that sell less and less: the forecast falls while nothing sells.</source>
        <translation>适合越卖越少的商品：没卖出，预测就往下走。</translation>
    </message>
    <message>
        <source>ARIMA</source>
        <translation>ARIMA</translation>
    </message>
    <message>
        <source>A statistical model of how an item&apos;s sales follow from its past sales.</source>
        <translation>用一款商品过去的销量推算今后销量的统计模型。</translation>
    </message>
    <message>
        <source>LSTM network</source>
        <translation>LSTM 网络</translation>
    </message>
    <message>
        <source>A neural network that learns from all items together what sales look like.</source>
        <translation>从所有商品一起学习销量走势的神经网络。</translation>
    </message>
    <message>
        <source>Combined</source>
        <translation>综合</translation>
    </message>
    <message>
        <source>Several methods taken together: steadier than any one.</source>
        <translation>几种方法合在一起，比任何一种都稳。</translation>
    </message>
    <message>
        <source>There is no forecasting method “{name}”. Choose among: {known}.</source>
        <translation>没有名为“{name}”的预测方法。请从中选：{known}。</translation>
    </message>
    <message>
        <source>Fitting Croston&apos;s method</source>
        <translation>正在拟合 Croston 方法</translation>
    </message>
    <message>
        <source>Fitting the TSB method</source>
        <translation>正在拟合 TSB 方法</translation>
    </message>
    <message>
        <source>Fitting simple exponential smoothing</source>
        <translation>正在拟合指数平滑</translation>
    </message>
    <message>
        <source>Jan</source>
        <translation>1月</translation>
    </message>
    <message>
        <source>Feb</source>
        <translation>2月</translation>
    </message>
    <message>
        <source>Mar</source>
        <translation>3月</translation>
    </message>
    <message>
        <source>Apr</source>
        <translation>4月</translation>
    </message>
    <message>
        <source>May</source>
        <translation>5月</translation>
    </message>
    <message>
        <source>Jun</source>
        <translation>6月</translation>
    </message>
    <message>
        <source>Jul</source>
        <translation>7月</translation>
    </message>
    <message>
        <source>Aug</source>
        <translation>8月</translation>
    </message>
    <message>
        <source>Sep</source>
        <translation>9月</translation>
    </message>
    <message>
        <source>Oct</source>
        <translation>10月</translation>
    </message>
    <message>
        <source>Nov</source>
        <translation>11月</translation>
    </message>
    <message>
        <source>Dec</source>
        <translation>12月</translation>
    </message>
    <message>
        <source>{day} {month_name}</source>
        <translation>{month_name}{day}日</translation>
    </message>
    <message>
        <source>{day} {month_name} {year}</source>
        <translation>{year}年{month_name}{day}日</translation>
    </message>
    <message>
        <source>Expected sales, next {days:,.0f} days</source>
        <translation>预计销量，未来 {days:,.0f} 天</translation>
    </message>
    <message>
        <source>Safety stock, for {service:.4g} % in stock</source>
        <translation>安全库存，{service:.4g}% 有货</translation>
    </message>
    <message>
        <source>Target level</source>
        <translation>目标库存</translation>
    </message>
    <message>
        <source>On the way</source>
        <translation>在途</translation>
    </message>
    <message>
        <source>More than the target already</source>
        <translation>已经多于目标</translation>
    </message>
    <message>
        <source>Needed</source>
        <translation>需要</translation>
    </message>
    <message>
        <source>Order</source>
        <translation>订货</translation>
    </message>
    <message>
        <source>In stock (not known, counted as none)</source>
        <translation>库存（未知，按没有算）</translation>
    </message>
    <message>
        <source>In stock (the sheet says {units:,.0f}, counted as none)</source>
        <translation>库存（表格写 {units:,.0f}，按没有算）</translation>
    </message>
    <message>
        <source>In stock</source>
        <translation>库存</translation>
    </message>
    <message>
        <source>Whole packs of {pack:,.10g}, at least {minimum:,.10g}</source>
        <translation>整箱，每箱 {pack:,.10g}，至少 {minimum:,.10g}</translation>
    </message>
    <message>
        <source>Minimum order of {minimum:,.10g}</source>
        <translation>起订量 {minimum:,.10g}</translation>
    </message>
    <message>
        <source>Whole packs of {pack:,.10g}</source>
        <translation>整箱，每箱 {pack:,.10g}</translation>
    </message>
    <message>
        <source>{why} {note}</source>
        <translation>{why}{note}</translation>
    </message>
    <message>
        <source>How much you have is not known: with none, {level:,.0f} would last {days:,.0f} days. Take off what is on the shelf.</source>
        <translation>不知道您有多少：没有库存时，{level:,.0f} 件够卖 {days:,.0f} 天。请减去货架上的。</translation>
    </message>
    <message>
        <source>Nothing is expected to sell in the next {days:,.0f} days.</source>
        <translation>未来 {days:,.0f} 天预计卖不出。</translation>
    </message>
    <message>
        <source>{position:,.0f} in stock and on the way last beyond the forecast.</source>
        <translation>库存加在途 {position:,.0f} 件，能撑过整个预测期。</translation>
    </message>
    <message>
        <source>{position:,.0f} in stock and on the way last until about {runs_out}. Nothing to order before {order_by}.</source>
        <translation>库存加在途 {position:,.0f} 件，约撑到{runs_out}。{order_by}前不用订。</translation>
    </message>
    <message>
        <source>Nothing is left, and a delivery takes {lead_time:,.0f} days. Order now.</source>
        <translation>已经没货，到货要 {lead_time:,.0f} 天。请现在下单。</translation>
    </message>
    <message>
        <source>Runs out around {runs_out}; a delivery takes {lead_time:,.0f} days. Order now.</source>
        <translation>约{runs_out}断货，到货要 {lead_time:,.0f} 天。请现在下单。</translation>
    </message>
    <message>
        <source>A delivery takes {lead_time:,.0f} days; in {risk:,.0f} of 100 cases the stock does not last that long. Order now.</source>
        <translation>到货要 {lead_time:,.0f} 天；100 次里有 {risk:,.0f} 次库存撑不到。请现在下单。</translation>
    </message>
    <message>
        <source>Order by {order_by} to be safe {service:.4g} % of the time.</source>
        <translation>{order_by}前下单，有 {service:.4g}% 的把握不断货。</translation>
    </message>
    <message>
        <source>Runs out around {runs_out}. Order by {order_by} to be safe {service:.4g} % of the time.</source>
        <translation>约{runs_out}断货。{order_by}前下单，有 {service:.4g}% 的把握不断货。</translation>
    </message>
    <message>
        <source>{surplus:,.0f} more than needed, enough for {days:,.0f} days more: ask for a smaller order, or wait.</source>
        <translation>比需要多 {surplus:,.0f} 件，够多卖 {days:,.0f} 天：请要求少订，或再等等。</translation>
    </message>
    <message>
        <source>{surplus:,.10g} more than needed, because the least order is {minimum:,.10g}.</source>
        <translation>比需要多 {surplus:,.10g} 件，因为最少要订 {minimum:,.10g} 件。</translation>
    </message>
    <message>
        <source>{surplus:,.10g} more than needed, because packs hold {pack:,.10g}.</source>
        <translation>比需要多 {surplus:,.10g} 件，因为每箱 {pack:,.10g} 件。</translation>
    </message>
    <message>
        <source>Delivery time in days</source>
        <translation>到货天数</translation>
    </message>
    <message>
        <source>Spread of the delivery time in days</source>
        <translation>到货天数的浮动</translation>
    </message>
    <message>
        <source>Days between orders</source>
        <translation>订货间隔天数</translation>
    </message>
    <message>
        <source>Pack</source>
        <translation>每箱</translation>
    </message>
    <message>
        <source>Minimum order</source>
        <translation>起订量</translation>
    </message>
    <message>
        <source>Unit cost</source>
        <translation>进价</translation>
    </message>
    <message>
        <source>Unit price</source>
        <translation>售价</translation>
    </message>
    <message>
        <source>Service level</source>
        <translation>有货率</translation>
    </message>
    <message>
        <source>Customers who buy elsewhere</source>
        <translation>转买别家的顾客</translation>
    </message>
    <message>
        <source>{name}: “{value}” is not a number. Type digits only.</source>
        <translation>{name}：“{value}”不是数字，请只填数字。</translation>
    </message>
    <message>
        <source>{name} cannot be empty. Type a number.</source>
        <translation>{name}不能为空，请填数字。</translation>
    </message>
    <message>
        <source>{name} must lie between {least:,.10g} and {greatest:,.10g}, not {number:,.10g}.</source>
        <translation>{name}要在 {least:,.10g} 到 {greatest:,.10g} 之间，{number:,.10g} 不行。</translation>
    </message>
    <message>
        <source>A pack holds whole pieces: {value} does not. Type a whole number.</source>
        <translation>一箱要装整件，{value} 不行，请填整数。</translation>
    </message>
    <message>
        <source>{count:,} items have less than nothing in stock; counted as none.</source>
        <translation>{count:,} 款的库存小于零，按没有算。</translation>
    </message>
    <message>
        <source>{count:,} items have a value for “{column}” that cannot be meant ({value:,.10g} for item {item}); the default is used.</source>
        <translation>{count:,} 款的“{column}”不合理（商品 {item} 为 {value:,.10g}），已用默认值。</translation>
    </message>
    <message>
        <source>{name}: no header with an item code and at least one term was found. Name the columns, for example: Item, Supplier, On hand, Lead time, Pack, MOQ.</source>
        <translation>{name}：没有找到带货号和至少一项条件的表头。请给列命名，例如：货号、供应商、库存、到货天数、每箱、起订量。</translation>
    </message>
    <message>
        <source>{name}: none of its items is sold in the sheets. Check that its item codes are spelled as in the sales.</source>
        <translation>{name}：里面的商品都不在销售表里。请检查货号写法是否与销售一致。</translation>
    </message>
    <message>
        <source>Items of {name} that are not sold in the sheets were left out: {count:,}, the first of them {item}.</source>
        <translation>{name} 里有 {count:,} 款不在销售表中，已略过，第一款是 {item}。</translation>
    </message>
    <message>
        <source>{count:,} values of {name} were left out. Row {row}: {why}</source>
        <translation>{name} 里有 {count:,} 个值已略过。第 {row} 行：{why}</translation>
    </message>
    <message>
        <source>Cleaning {name}</source>
        <translation>正在清理 {name}</translation>
    </message>
    <message>
        <source>{cells:,} cells hold no number and count as unknown.</source>
        <translation>{cells:,} 个单元格没有数字，按未知处理。</translation>
    </message>
    <message>
        <source>{rows:,} lines leave the date blank; it was taken from the line above.</source>
        <translation>{rows:,} 行没写日期，已沿用上一行的日期。</translation>
    </message>
    <message>
        <source>Sheets of the same days were taken as stores: {names}.</source>
        <translation>日期相同的几张表当作不同门店：{names}。</translation>
    </message>
    <message>
        <source>{items:,} codes were cut short by Excel ({example}). Format the column as text before saving, or different items may look the same.</source>
        <translation>{items:,} 个货号被 Excel 截短了（{example}）。保存前请把该列设为文本，否则不同商品会看起来一样。</translation>
    </message>
    <message>
        <source>{rows:,} lines with {units:,.0f} units belong to orders that the sheet of returns lists. They were wanted, so they count as demand.</source>
        <translation>{rows:,} 行共 {units:,.0f} 件属于退货表里的订单。顾客确实想要，所以计入需求。</translation>
    </message>
    <message>
        <source>The stock of {items:,} items is not split by store, so it could not be given to one.</source>
        <translation>{items:,} 款的库存没有分门店，无法归给某一家。</translation>
    </message>
    <message>
        <source>There are no sales in {name}. Open a sheet with a date, an item and a quantity.</source>
        <translation>{name} 里没有销售。请打开含日期、商品和数量的表格。</translation>
    </message>
    <message>
        <source>{name} has a single row of sales, which is too little to forecast from. Export a longer time of sales and open that.</source>
        <translation>{name} 只有一行销售，不够用来预测。请导出更长时间的销售再打开。</translation>
    </message>
    <message>
        <source>left out by you</source>
        <translation>您选择略过</translation>
    </message>
    <message>
        <source>its cells are days of {year:d}</source>
        <translation>单元格是 {year:d} 年的日期</translation>
    </message>
    <message>
        <source>the first column beside the periods</source>
        <translation>各周期旁的第一列</translation>
    </message>
    <message>
        <source>{name} holds no sales.</source>
        <translation>{name} 里没有销售。</translation>
    </message>
    <message>
        <source>{name} has no rows below its header. Export a longer time of sales and open that.</source>
        <translation>{name} 的表头下没有内容。请导出更长时间的销售再打开。</translation>
    </message>
    <message>
        <source>{name} has no column of dates, so it cannot be told when things were sold. Export it with the order date, or name the column in a mapping.</source>
        <translation>{name} 没有日期列，看不出是何时卖的。请连同下单日期一起导出，或在映射里写明该列。</translation>
    </message>
    <message>
        <source>The column “{label}” of {name} is empty. If it holds formulas, open the sheet in Excel, let it calculate, save it and open it again.</source>
        <translation>{name} 的“{label}”列是空的。如果其中是公式，请在 Excel 中打开，重新计算并保存后再打开。</translation>
    </message>
    <message>
        <source>{name} has only week numbers and no dates. Add a column with the first day of each week.</source>
        <translation>{name} 只有周数，没有日期。请加一列，写每周的第一天。</translation>
    </message>
    <message>
        <source>{name} has no column that says which item was sold. Export the order lines with the item&apos;s code or name, or name the column in a mapping.</source>
        <translation>{name} 没有一列说明卖的是哪款商品。请导出含货号或商品名的订单明细，或在映射里写明该列。</translation>
    </message>
    <message>
        <source>{name} lists items and their stock but no sales. Open it together with a sheet of sales.</source>
        <translation>{name} 列的是商品和库存，没有销售。请和销售表一起打开。</translation>
    </message>
    <message>
        <source>{name} lists orders that came back.</source>
        <translation>{name} 列的是退回的订单。</translation>
    </message>
    <message>
        <source>{name} is hidden in its workbook. Show it there to use it.</source>
        <translation>{name} 在工作簿中被隐藏。如需使用，请先取消隐藏。</translation>
    </message>
    <message>
        <source>{rows:,} empty rows were passed over.</source>
        <translation>跳过 {rows:,} 个空行。</translation>
    </message>
    <message>
        <source>{rows:,} rows repeat the header.</source>
        <translation>{rows:,} 行是重复的表头。</translation>
    </message>
    <message>
        <source>{rows:,} rows are totals of others. They were left out, so nothing counts twice.</source>
        <translation>{rows:,} 行是合计，已略过，免得重复计算。</translation>
    </message>
    <message>
        <source>{rows:,} rows do not say which item they are about. They were left out.</source>
        <translation>{rows:,} 行没写是哪款商品，已略过。</translation>
    </message>
    <message>
        <source>{rows:,} rows have no date that can be read. They were left out.</source>
        <translation>{rows:,} 行的日期无法识别，已略过。</translation>
    </message>
    <message>
        <source>{rows:,} rows have a date far from all others, which must be a slip. They were left out.</source>
        <translation>{rows:,} 行的日期与其他行相差太远，应为笔误，已略去。</translation>
    </message>
    <message>
        <source>{rows:,} lines belong to cancelled or unpaid orders. They were left out.</source>
        <translation>{rows:,} 行属于已取消或未付款的订单，已略过。</translation>
    </message>
    <message>
        <source>{rows:,} lines were refunded. They were left out.</source>
        <translation>{rows:,} 行已退款，已略过。</translation>
    </message>
    <message>
        <source>{rows:,} lines are tests. They were left out.</source>
        <translation>{rows:,} 行是测试，已略过。</translation>
    </message>
    <message>
        <source>{rows:,} lines are free gifts. They were left out of demand.</source>
        <translation>{rows:,} 行是赠品，不计入需求。</translation>
    </message>
    <message>
        <source>{rows:,} lines are goods that came back. They were left out, as you said.</source>
        <translation>{rows:,} 行是退货，已按您的意思略过。</translation>
    </message>
    <message>
        <source>{rows:,} lines are postage, fees or bookkeeping. They were left out.</source>
        <translation>{rows:,} 行是邮费、手续费或记账，已略过。</translation>
    </message>
    <message>
        <source>{rows:,} lines stand in the sheet twice, cell for cell. Each was counted once.</source>
        <translation>{rows:,} 行与表中另一行完全相同，各只算一次。</translation>
    </message>
    <message>
        <source>{rows:,} lines stand in another sheet as well. Each was counted once.</source>
        <translation>{rows:,} 行在另一张表里也有，各只算一次。</translation>
    </message>
    <message>
        <source>{rows:,} lines have no price above zero: damages, samples or corrections. They were left out.</source>
        <translation>{rows:,} 行的价格不大于零：损坏、样品或更正，已略过。</translation>
    </message>
    <message>
        <source>{rows:,} rows have a quantity that cannot be read. They were left out.</source>
        <translation>{rows:,} 行的数量无法识别，已略过。</translation>
    </message>
    <message>
        <source>{rows:,} rows have a quantity a million times the usual, which must be a slip. They were left out.</source>
        <translation>{rows:,} 行的数量是通常的百万倍，应为笔误，已略去。</translation>
    </message>
    <message>
        <source>{rows:,} rows have no quantity. They were left out.</source>
        <translation>{rows:,} 行没有数量，已略过。</translation>
    </message>
    <message>
        <source>{rows:,} rows are the first count of their item, from which later sales were worked out.</source>
        <translation>{rows:,} 行是该商品的第一次计数，之后的销量由它推算。</translation>
    </message>
    <message>
        <source>{rows:,} rows have a lower count than the day before. They were left out.</source>
        <translation>{rows:,} 行的计数比前一天还低，已略过。</translation>
    </message>
    <message>
        <source>{rows:,} lines are returns of {units:,.0f} units. They are kept apart from sales.</source>
        <translation>{rows:,} 行是退货，共 {units:,.0f} 件，与销售分开记。</translation>
    </message>
    <message>
        <source>Left out: {why}</source>
        <translation>略过：{why}</translation>
    </message>
    <message>
        <source>{name} has no column of quantities, so each line counts as one unit.</source>
        <translation>{name} 没有数量列，所以每行算一件。</translation>
    </message>
    <message>
        <source>{name} has no column of quantities, so “{label}” is forecast in its place. If that is money, so are the forecasts.</source>
        <translation>{name} 没有数量列，改为预测“{label}”。如果那是金额，预测的也是金额。</translation>
    </message>
    <message>
        <source>“{label}” of {name} counts up since each listing began. Sales are the rises from one day to the next.</source>
        <translation>{name} 的“{label}”是上架以来的累计。每天的增加就是销量。</translation>
    </message>
    <message>
        <source>{one} and {other} cover {days:,} days in common with different lines, so both were added up. Leave one out if they tell of the same sales.</source>
        <translation>{one} 和 {other} 有 {days:,} 天重叠而内容不同，两份都已计入。如果讲的是同一批销售，请去掉一份。</translation>
    </message>
    <message>
        <source>The header of {name} has changed since the mapping was made. Look at the columns again and save the mapping anew.</source>
        <translation>{name} 的表头与当初的映射不同了。请重新看看各列，再保存映射。</translation>
    </message>
    <message>
        <source>{name} has no column “{column}”, which the mapping names. Its columns are {labels}. Correct the mapping.</source>
        <translation>{name} 没有映射里写的列“{column}”，它的列有 {labels}。请改正映射。</translation>
    </message>
    <message>
        <source>The mapping {name} cannot be used ({why}). Correct it or leave it out.</source>
        <translation>映射 {name} 无法使用（{why}）。请改正或不用它。</translation>
    </message>
    <message>
        <source>Reading {name}</source>
        <translation>正在读取 {name}</translation>
    </message>
    <message>
        <source>No sheet was given. Name at least one file of sales.</source>
        <translation>没有给出表格。请至少指定一个销售文件。</translation>
    </message>
    <message>
        <source>{name} does not exist. Check the spelling and the folder.</source>
        <translation>{name} 不存在。请检查文件名和文件夹。</translation>
    </message>
    <message>
        <source>{name} is empty. Export the sales again and open the new file.</source>
        <translation>{name} 是空的。请重新导出销售，再打开新文件。</translation>
    </message>
    <message>
        <source>{name} is protected with a password. Open it in Excel, save a copy without a password, and open that copy.</source>
        <translation>{name} 有密码保护。请在 Excel 中打开，另存一份不带密码的，再打开那一份。</translation>
    </message>
    <message>
        <source>{name} needs more memory to read than a sheet of its size should; it may be damaged. Open it in Excel, save a copy as .xlsx or .csv, and open that copy.</source>
        <translation>读取 {name} 所需的内存超出这么大的表格应有的，可能已损坏。请在 Excel 中打开，另存为 .xlsx 或 .csv，再打开那一份。</translation>
    </message>
    <message>
        <source>{name} takes too long to read; it may be damaged. Open it in Excel, save a copy as .csv, and open that copy.</source>
        <translation>读取 {name} 太久，可能已损坏。请在 Excel 中打开，另存为 .csv，再打开那一份。</translation>
    </message>
    <message>
        <source>{name} is from an Excel of before 1995. Save it as .xlsx and open that copy.</source>
        <translation>{name} 来自 1995 年以前的 Excel。请另存为 .xlsx，再打开那一份。</translation>
    </message>
    <message>
        <source>{name} is not a sheet. Choose an Excel workbook (.xlsx, .xls, .xlsb, .ods) or a text table (.csv, .tsv, .txt).</source>
        <translation>{name} 不是表格。请选 Excel 工作簿 (.xlsx、.xls、.xlsb、.ods) 或文本表 (.csv、.tsv、.txt)。</translation>
    </message>
    <message>
        <source>There is no encoding called {detail}. Use for example utf-8, gb18030, big5, shift_jis or cp1252.</source>
        <translation>没有名为 {detail} 的编码。可以用 utf-8、gb18030、big5、shift_jis 或 cp1252。</translation>
    </message>
    <message>
        <source>{name} is not written in {detail}: most of its text would be lost. Choose another encoding, or let the program find it.</source>
        <translation>{name} 不是用 {detail} 写的：大部分文字会丢失。请换一种编码，或让程序自己判断。</translation>
    </message>
    <message>
        <source>{name} cannot be opened ({detail}). Close it in other programs and check that you may read it.</source>
        <translation>{name} 无法打开（{detail}）。请在其他程序中关闭它，并确认您有权读取。</translation>
    </message>
    <message>
        <source>{name} is damaged or is not the kind of file its name says. Open it in the program that made it, save it as .xlsx or .csv, and open that copy.</source>
        <translation>{name} 已损坏，或不是文件名所说的类型。请用生成它的程序打开，另存为 .xlsx 或 .csv，再打开那一份。</translation>
    </message>
    <message>
        <source>the column “{label}” of {platform}</source>
        <translation>{platform} 的“{label}”列</translation>
    </message>
    <message>
        <source>the name, because most lines have no code</source>
        <translation>用商品名，因为多数行没有货号</translation>
    </message>
    <message>
        <source>the name, because there is no code</source>
        <translation>用商品名，因为没有货号</translation>
    </message>
    <message>
        <source>its cells are the days of “{label}”</source>
        <translation>单元格就是“{label}”对应的日期</translation>
    </message>
    <message>
        <source>its lines stand together and are of one day</source>
        <translation>同一编号的行排在一起，且都在同一天</translation>
    </message>
    <message>
        <source>texts that repeat, as items on sales lines do</source>
        <translation>文字有重复，像销售明细里的商品</translation>
    </message>
    <message>
        <source>no column names items, so each group is forecast</source>
        <translation>没有商品列，所以按组预测</translation>
    </message>
    <message>
        <source>whole numbers, as quantities are</source>
        <translation>都是整数，像数量</translation>
    </message>
    <message>
        <source>no column counts units, so “{label}” is forecast</source>
        <translation>没有数量列，所以预测“{label}”</translation>
    </message>
    <message>
        <source>Several columns could be the quantity sold: {labels}. Say which one is, in the mapping under roles: units.</source>
        <translation>有几列都可能是销量：{labels}。请在映射的 roles: units 里写明是哪一列。</translation>
    </message>
    <message>
        <source>the header says “{label}”</source>
        <translation>表头写着“{label}”</translation>
    </message>
    <message>
        <source>its cells are days</source>
        <translation>单元格是日期</translation>
    </message>
    <message>
        <source>chosen by you</source>
        <translation>您选的</translation>
    </message>
    <message>
        <source>The day {example} can be read as day {first} of month {second} or as day {second} of month {first}, and nothing in the sheet settles it. Say which comes first: the day (dmy) or the month (mdy).</source>
        <translation>{example} 可以读作 {second} 月 {first} 日，也可以读作 {first} 月 {second} 日，表格里没有别的依据。请说明哪个在前：日 (dmy) 还是月 (mdy)。</translation>
    </message>
    <message>
        <source>Months and days are written without a year ({example}…). Say which year the first of them belongs to.</source>
        <translation>日期只写了月和日（{example}…），没有年份。请说明第一个属于哪一年。</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>This item is not in the plan.</source>
        <translation>这款商品不在计划里。</translation>
    </message>
    <message>
        <source>This item stands in the sheet twice.</source>
        <translation>这款商品在表里出现了两次。</translation>
    </message>
    <message>
        <source>“{value}” cannot be ordered; it stays {quantity:,.10g}.</source>
        <translation>“{value}”无法订，仍为 {quantity:,.10g}。</translation>
    </message>
    <message>
        <source>“{value}” is no decision; it stays as it was.</source>
        <translation>“{value}”不是一种决定，保持原样。</translation>
    </message>
    <message>
        <source>{quantity:,.10g} is not whole packs of {pack:,.10g}.</source>
        <translation>{quantity:,.10g} 不是整箱，每箱 {pack:,.10g}。</translation>
    </message>
    <message>
        <source>{quantity:,.10g} is less than the minimum order of {minimum:,.10g}.</source>
        <translation>{quantity:,.10g} 少于起订量 {minimum:,.10g}。</translation>
    </message>
    <message>
        <source>The advice in the workbook was {then:,.10g}; for today&apos;s plan it is {now:,.10g}.</source>
        <translation>工作簿里的建议是 {then:,.10g}，今天的计划是 {now:,.10g}。</translation>
    </message>
    <message>
        <source>{name} cannot be read as a workbook. Save it as .xlsx in Excel, then try again.</source>
        <translation>{name} 无法作为工作簿读取。请在 Excel 中另存为 .xlsx，再重试。</translation>
    </message>
    <message>
        <source>{name} holds no plan: no sheet has the columns Item, Order and Decision. Choose a workbook that Shelfcast exported.</source>
        <translation>{name} 里没有计划：没有一张表含“商品”、“订货”和“决定”列。请选 Shelfcast 导出的工作簿。</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>预计</translation>
    </message>
    <message>
        <source>Low (1 in 10 below)</source>
        <translation>偏低（十次里有一次更低）</translation>
    </message>
    <message>
        <source>High (1 in 10 above)</source>
        <translation>偏高（十次里有一次更高）</translation>
    </message>
    <message>
        <source>Forecast</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>门店</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>Exceptions</source>
        <translation>例外</translation>
    </message>
    <message>
        <source>Assumptions</source>
        <translation>假设</translation>
    </message>
    <message>
        <source>Terms</source>
        <translation>条件</translation>
    </message>
    <message>
        <source>Run card</source>
        <translation>运行记录</translation>
    </message>
    <message>
        <source>days</source>
        <translation>天</translation>
    </message>
    <message>
        <source>weeks</source>
        <translation>周</translation>
    </message>
    <message>
        <source>months</source>
        <translation>个月</translation>
    </message>
    <message>
        <source>About</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>发现的情况</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Sales sheets</source>
        <translation>销售表</translation>
    </message>
    <message>
        <source>Stock</source>
        <translation>库存</translation>
    </message>
    <message>
        <source>The stock of {count:,} items is not known and was counted as none. Type it into the plan: quantities and amounts follow.</source>
        <translation>{count:,} 款的库存未知，按没有算。请填入计划，数量和金额随之更新。</translation>
    </message>
    <message>
        <source>Cost</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>The unit cost of {count:,} items to order is not known; their amount is missing from the totals.</source>
        <translation>{count:,} 款要订的商品进价未知，合计里没有它们的金额。</translation>
    </message>
    <message>
        <source>{count:,} items have sold for too short a time to test a forecast on.</source>
        <translation>{count:,} 款销售时间太短，还无法检验预测。</translation>
    </message>
    <message>
        <source>Large order</source>
        <translation>大单</translation>
    </message>
    <message>
        <source>Runs out</source>
        <translation>即将断货</translation>
    </message>
    <message>
        <source>Each order covers demand until the order after it has arrived: delivery time plus days between orders.</source>
        <translation>每次订货要够卖到下一次订的货到：到货天数加订货间隔。</translation>
    </message>
    <message>
        <source>Where the sheets do not say, a delivery takes {lead:,.4g} days, give or take {spread:,.0f} % of them, and orders go out every {review:,.4g} days.</source>
        <translation>表格没写的，到货按 {lead:,.4g} 天算，上下浮动 {spread:,.0f}%，每 {review:,.4g} 天订一次。</translation>
    </message>
    <message>
        <source>The target level is enough in {service:.4g} of 100 such spans, unless an item&apos;s terms say otherwise.</source>
        <translation>目标库存在 100 次里够用 {service:.4g} 次，单款另有条件的除外。</translation>
    </message>
    <message>
        <source>Demand in that span comes from {paths:,} simulated futures an item, each with its own delivery time; the last sales end before {cutoff:%Y-%m-%d}.</source>
        <translation>这段时间的需求来自每款 {paths:,} 种模拟的未来，各有各的到货时间；最后的销售在 {cutoff:%Y-%m-%d} 之前。</translation>
    </message>
    <message>
        <source>Orders are rounded up to whole packs and to the supplier&apos;s minimum.</source>
        <translation>订货向上取整到整箱和供应商的起订量。</translation>
    </message>
    <message>
        <source>The stock of {count:,} of {items:,} items is not known: they are ordered as if there were none.</source>
        <translation>{items:,} 款里有 {count:,} 款库存未知，按没有库存订。</translation>
    </message>
    <message>
        <source>Only the first {most:,} of {suppliers:,} suppliers have a sheet of their own.</source>
        <translation>{suppliers:,} 家供应商里，只有前 {most:,} 家有单独的表。</translation>
    </message>
    <message>
        <source>Supplier</source>
        <translation>供应商</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>程序</translation>
    </message>
    <message>
        <source>{read:,} rows read = {used:,} used + {skipped:,} left out</source>
        <translation>读入 {read:,} 行 = 采用 {used:,} + 略过 {skipped:,}</translation>
    </message>
    <message>
        <source>Items</source>
        <translation>商品</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Horizon</source>
        <translation>预测期</translation>
    </message>
    <message>
        <source>Models used</source>
        <translation>采用的模型</translation>
    </message>
    <message>
        <source>Stock and on the way</source>
        <translation>库存与在途</translation>
    </message>
    <message>
        <source>Expected sales</source>
        <translation>预计销量</translation>
    </message>
    <message>
        <source>Safety stock</source>
        <translation>安全库存</translation>
    </message>
    <message>
        <source>Advised</source>
        <translation>建议</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>Order by</source>
        <translation>最晚下单</translation>
    </message>
    <message>
        <source>Runs out at the earliest</source>
        <translation>最早断货</translation>
    </message>
    <message>
        <source>Days of stock</source>
        <translation>可卖天数</translation>
    </message>
    <message>
        <source>Risk of running out</source>
        <translation>断货风险</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>决定</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>open</source>
        <translation>未决定</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>已接受</translation>
    </message>
    <message>
        <source>changed</source>
        <translation>已改</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>已拒绝</translation>
    </message>
    <message>
        <source>watched</source>
        <translation>观察</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>计划</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>摘要</translation>
    </message>
    <message>
        <source>Nothing to order: stock lasts for every item.</source>
        <translation>不用订货：每款库存都够。</translation>
    </message>
    <message>
        <source>Order {items:,} items; {late:,} cannot wait.</source>
        <translation>订 {items:,} 款；{late:,} 款不能等。</translation>
    </message>
    <message>
        <source>Restock plan</source>
        <translation>补货计划</translation>
    </message>
    <message>
        <source>Plan of</source>
        <translation>计划日期</translation>
    </message>
    <message>
        <source>Forecast from</source>
        <translation>预测起点</translation>
    </message>
    <message>
        <source>Items to order</source>
        <translation>要订的商品</translation>
    </message>
    <message>
        <source>Units to order</source>
        <translation>要订的件数</translation>
    </message>
    <message>
        <source>Suppliers to order from</source>
        <translation>涉及供应商</translation>
    </message>
    <message>
        <source>Items that cannot wait</source>
        <translation>不能等的商品</translation>
    </message>
    <message>
        <source>Items whose stock is not known</source>
        <translation>库存未知的商品</translation>
    </message>
    <message>
        <source>No supplier named</source>
        <translation>未写供应商</translation>
    </message>
    <message>
        <source>Amount by supplier</source>
        <translation>各供应商金额</translation>
    </message>
    <message>
        <source>Units by supplier</source>
        <translation>各供应商件数</translation>
    </message>
    <message>
        <source>Most urgent</source>
        <translation>最急</translation>
    </message>
    <message>
        <source>Units of all items, sold and expected</source>
        <translation>全部商品的件数，已售与预计</translation>
    </message>
    <message>
        <source>Period from</source>
        <translation>周期开始</translation>
    </message>
    <message>
        <source>Sold</source>
        <translation>卖出</translation>
    </message>
    <message>
        <source>Deliver to</source>
        <translation>送货到</translation>
    </message>
    <message>
        <source>Quantity</source>
        <translation>数量</translation>
    </message>
    <message>
        <source>Wanted by</source>
        <translation>希望到货</translation>
    </message>
    <message>
        <source>Order of</source>
        <translation>订单日期</translation>
    </message>
    <message>
        <source>Saving the workspace</source>
        <translation>正在保存店铺文件</translation>
    </message>
    <message>
        <source>Opening the workspace</source>
        <translation>打开店铺</translation>
    </message>
    <message>
        <source>{path} cannot hold a workspace. Name a file in a folder that exists.</source>
        <translation>{path} 不能存放店铺文件。请在已有的文件夹里取一个文件名。</translation>
    </message>
    <message>
        <source>{name} was written by a newer Shelfcast. Install the newer program to open it.</source>
        <translation>{name} 是更新版的 Shelfcast 写的。请安装新版再打开。</translation>
    </message>
    <message>
        <source>{name} is not a Shelfcast workspace. Choose another file or a new name.</source>
        <translation>{name} 不是 Shelfcast 的店铺文件。请选别的文件或新的名字。</translation>
    </message>
    <message>
        <source>{name} is damaged and cannot be opened. Open a copy of it, or import the sales sheets again into a new workspace.</source>
        <translation>{name} 已损坏，无法打开。请打开它的副本，或在新店铺文件里重新导入销售表。</translation>
    </message>
    <message>
        <source>The workspace {name} cannot be opened or written ({reason}). Close other programs that use it and check the disk, then try again.</source>
        <translation>店铺文件 {name} 无法打开或写入（{reason}）。请关闭正在使用它的程序，检查磁盘，再重试。</translation>
    </message>
    <message>
        <source>The picture cannot be written to {path}. Choose another folder or name.</source>
        <translation>图片无法写到 {path}。请换一个文件夹或名字。</translation>
    </message>
    <message>
        <source>as you said</source>
        <translation>您指定的</translation>
    </message>
    <message>
        <source>{name} is named twice, as sheet or result. Give each result a name of its own.</source>
        <translation>{name} 被指定了两次（表格或结果）。请为每个结果另取名称。</translation>
    </message>
    <message>
        <source>{message}. See &apos;{program} --help&apos; for what can be said.</source>
        <translation>{message}。可用的写法见 &apos;{program} --help&apos;。</translation>
    </message>
    <message>
        <source>Working on a cluster needs the package “distributed”. Install Shelfcast&apos;s extra “cluster”, or leave the cluster&apos;s address empty.</source>
        <translation>使用集群需要 distributed 包。请安装 Shelfcast 的 cluster 附加项，或把集群地址留空。</translation>
    </message>
    <message>
        <source>No cluster answers at {address}. Check the address, or leave it empty to work on this computer.</source>
        <translation>{address} 没有集群应答。请检查地址，或留空，只用这台电脑。</translation>
    </message>
    <message>
        <source>With {count} periods of history, or sales that never vary, no model can be estimated: the forecast is an average in which newer periods count more.</source>
        <translation>只有 {count} 个周期的历史，或销量从不变化，无法估计模型：预测取越近越重的平均。</translation>
    </message>
    <message>
        <source>{name}: sales vary around a steady level, and one period says nothing about the next.</source>
        <translation>{name}：销量在稳定水平上下波动，这一期看不出下一期。</translation>
    </message>
    <message>
        <source>{name}: sales vary around a steady level; a good or bad period echoes for a while.</source>
        <translation>{name}：销量在稳定水平上下波动；好或差的一期会延续一阵。</translation>
    </message>
    <message>
        <source>{name}: the level moves from period to period, with a lasting trend.</source>
        <translation>{name}：水平逐期变动，并有持续的趋势。</translation>
    </message>
    <message>
        <source>{name}: the level itself moves, so recent periods count most.</source>
        <translation>{name}：水平本身在变，所以近期最重要。</translation>
    </message>
    <message>
        <source>What the model leaves unexplained still follows a pattern (Ljung-Box test, probability {chance:.2f}): look at the other methods too.</source>
        <translation>模型没解释的部分仍有规律（Ljung-Box 检验，概率 {chance:.2f}）：请也看看其他方法。</translation>
    </message>
    <message>
        <source>What the model leaves unexplained looks like chance (Ljung-Box test, probability {chance:.2f}).</source>
        <translation>模型没解释的部分看来只是偶然（Ljung-Box 检验，概率 {chance:.2f}）。</translation>
    </message>
    <message>
        <source>There is no device called {name}. Choose auto, cpu or cuda.</source>
        <translation>没有名为 {name} 的设备。请选 auto、cpu 或 cuda。</translation>
    </message>
    <message>
        <source>The processor was asked for.</source>
        <translation>按要求使用处理器。</translation>
    </message>
    <message>
        <source>No CUDA card was found, so the processor is used.</source>
        <translation>没有找到 CUDA 显卡，所以用处理器。</translation>
    </message>
    <message>
        <source>The CUDA card does not work ({fault}), so the processor is used.</source>
        <translation>CUDA 显卡无法工作（{fault}），所以用处理器。</translation>
    </message>
    <message>
        <source>A CUDA card was found and works.</source>
        <translation>找到 CUDA 显卡，可以使用。</translation>
    </message>
    <message>
        <source>The memory of {card} was too small, so the processor took over.</source>
        <translation>{card} 的显存不足，改用处理器。</translation>
    </message>
    <message>
        <source>Training the LSTM on {device}, loss {loss:.4f}</source>
        <translation>正在 {device} 上训练 LSTM，损失 {loss:.4f}</translation>
    </message>
    <message>
        <source>Training the LSTM on {device}</source>
        <translation>正在 {device} 上训练 LSTM</translation>
    </message>
    <message>
        <source>Writing the workbook</source>
        <translation>写工作簿</translation>
    </message>
    <message>
        <source>Forecasting</source>
        <translation>预测</translation>
    </message>
    <message>
        <source>Forecast at least one period ahead and at most 1,000.</source>
        <translation>请至少预测一个周期，最多 1,000 个。</translation>
    </message>
    <message>
        <source>Give the service level as a share between 0 and 1, such as 0.95.</source>
        <translation>请把有货率写成 0 到 1 之间的数，例如 0.95。</translation>
    </message>
    <message>
        <source>Give the lead time in days, from 0 to 730.</source>
        <translation>请用天数写到货时间，从 0 到 730。</translation>
    </message>
    <message>
        <source>Give the days between two orders, more than 0 and at most 365.</source>
        <translation>请写两次订货相隔的天数，大于 0，最多 365。</translation>
    </message>
    <message>
        <source>Give the seed as a whole number from 0 to 4294967295.</source>
        <translation>随机种子请填 0 到 4294967295 之间的整数。</translation>
    </message>
    <message>
        <source>The weights in {name} are damaged or were changed, so they are not used. Install the program again, or train a network anew.</source>
        <translation>{name} 里的权重已损坏或被改过，没有采用。请重新安装程序，或重新训练网络。</translation>
    </message>
    <message>
        <source>Give the days of your own rule in figures up to 1,000; those of the average above 0.</source>
        <translation>请用不超过 1,000 的数字填写您自己规则的天数；平均天数须大于 0。</translation>
    </message>
    <message>
        <source>Nothing was sold before the replay begins. Add older sheets.</source>
        <translation>复盘开始之前没有任何销售。请加入更早的销售表。</translation>
    </message>
    <message>
        <source>A replay with this delivery time needs {needed:,} periods of sales; the sheets hold {periods:,}. Add older sheets, or choose shorter periods.</source>
        <translation>按这个到货时间，复盘需要 {needed:,} 期销售，表里只有 {periods:,} 期。请加入更早的销售表，或改用更短的周期。</translation>
    </message>
    <message>
        <source>Replaying your past</source>
        <translation>正在复盘您的历史</translation>
    </message>
    <message>
        <source>Your rule orders up to delivery time + days between orders + {safety:,.4g} days of the average of the last {average:,.0f} days.</source>
        <translation>您的规则：按最近 {average:,.0f} 天的日均销量，补到“到货天数 + 订货间隔 + {safety:,.4g} 天”。</translation>
    </message>
    <message>
        <source>What was sold counts as what was asked for; a sale that finds no stock is lost.</source>
        <translation>卖出多少就算需要多少；没有库存的那一单算流失。</translation>
    </message>
    <message>
        <source>Stock, deliveries and orders of that time are not known: each rule begins with its own full shelf, and deliveries take as long as the terms say now.</source>
        <translation>当时的库存、到货和订单都不清楚：每种规则都从满货架开始，到货时间按现在的条款算。</translation>
    </message>
    <message>
        <source>No cost or price is known: stock is counted in units.</source>
        <translation>没有成本或价格：库存按件数计。</translation>
    </message>
    <message>
        <source>{count:,} items were first sold after the replay begins and are left out.</source>
        <translation>{count:,} 款商品在复盘开始后才首次卖出，未计入。</translation>
    </message>
    <message>
        <source>{name} has a column for each day of a month but does not say which month. Write it into the sheet&apos;s or the file&apos;s name, for example 2024-03.</source>
        <translation>{name} 每天一列，但没有写明是哪个月。请写在工作表名或文件名里，例如 2024-03。</translation>
    </message>
    <message>
        <source>its cells are parts of a day</source>
        <translation>其内容是日期的一部分</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>空行</translation>
    </message>
    <message>
        <source>repeats the header</source>
        <translation>重复的表头</translation>
    </message>
    <message>
        <source>a total of other rows</source>
        <translation>其他行的合计</translation>
    </message>
    <message>
        <source>no item</source>
        <translation>无商品</translation>
    </message>
    <message>
        <source>no date that can be read</source>
        <translation>日期无法识别</translation>
    </message>
    <message>
        <source>cancelled or unpaid order</source>
        <translation>订单已取消或未付款</translation>
    </message>
    <message>
        <source>refunded</source>
        <translation>已退款</translation>
    </message>
    <message>
        <source>test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>free gift</source>
        <translation>赠品</translation>
    </message>
    <message>
        <source>postage, fee or bookkeeping</source>
        <translation>运费、手续费或记账行</translation>
    </message>
    <message>
        <source>stands in the sheet twice</source>
        <translation>表中重复</translation>
    </message>
    <message>
        <source>stands in another sheet as well</source>
        <translation>另一张表里也有</translation>
    </message>
    <message>
        <source>no price above zero</source>
        <translation>价格不大于零</translation>
    </message>
    <message>
        <source>quantity cannot be read</source>
        <translation>数量无法识别</translation>
    </message>
    <message>
        <source>date far from all others</source>
        <translation>日期与其他行相差太远</translation>
    </message>
    <message>
        <source>quantity beyond belief</source>
        <translation>数量离谱</translation>
    </message>
    <message>
        <source>no quantity</source>
        <translation>无数量</translation>
    </message>
    <message>
        <source>first count of its item</source>
        <translation>该商品的首次计数</translation>
    </message>
    <message>
        <source>count fell</source>
        <translation>计数变小</translation>
    </message>
    <message>
        <source>sheet without sales</source>
        <translation>没有销售的表</translation>
    </message>
    <message>
        <source>goods that came back</source>
        <translation>退回的商品</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>行号</translation>
    </message>
    <message>
        <source>Why it was left out</source>
        <translation>略过的原因</translation>
    </message>
    <message>
        <source>Give the first and the last day, the last one not before the first.</source>
        <translation>请写开始日和结束日，结束日不能早于开始日。</translation>
    </message>
    <message>
        <source>A promotion is of kind “promotion” or “advertising”.</source>
        <translation>促销的种类只能是 promotion（促销）或 advertising（广告）。</translation>
    </message>
    <message>
        <source>Give a promotion&apos;s price as more than 0.</source>
        <translation>促销价要大于 0。</translation>
    </message>
    <message>
        <source>Give a promotion&apos;s lift as how many times as much sells, such as 1.5: more than 0, at most 100.</source>
        <translation>请填写促销的倍数，即销量是平时的几倍，例如 1.5：须大于 0，最多 100。</translation>
    </message>
    <message>
        <source>Give paydays as days of the month, from 1 to 31 (31: the last).</source>
        <translation>发薪日请写每月几号，从 1 到 31（31 表示月末）。</translation>
    </message>
    <message>
        <source>The calendar {name} cannot be read ({reason}). Give it as TOML, with days such as 2026-11-11.</source>
        <translation>日历 {name} 读不出来（{reason}）。请用 TOML 格式，日期写成 2026-11-11 这样。</translation>
    </message>
    <message>
        <source>No public holidays are known for “{country}”. Give a code of two letters, such as CN, GB or US, or “none”.</source>
        <translation>没有“{country}”的节假日资料。请用两个字母的国家代码，比如 CN、GB、US，或者写 none。</translation>
    </message>
    <message>
        <source>{name} has more columns than Excel allows (16,384); it may be damaged. Export it again and open the new file.</source>
        <translation>{name} 的列数超过 Excel 的上限（16,384 列），可能已损坏。请重新导出，再打开新文件。</translation>
    </message>
    <message>
        <source>Checking the sales history</source>
        <translation>检查销售历史</translation>
    </message>
    <message>
        <source>only {value:,.0f} periods of sales</source>
        <translation>只有 {value:,.0f} 期销量</translation>
    </message>
    <message>
        <source>less than a year of sales, so no season is known</source>
        <translation>销量不满一年，看不出季节</translation>
    </message>
    <message>
        <source>nothing sold in the last {value:,.0f} periods</source>
        <translation>最近 {value:,.0f} 期没有销量</translation>
    </message>
    <message>
        <source>no sale in {value:.0f} % of periods</source>
        <translation>{value:.0f}% 的时段没有销量</translation>
    </message>
    <message>
        <source>probably out of stock in {value:.0f} % of periods</source>
        <translation>{value:.0f}% 的时段很可能缺货</translation>
    </message>
    <message>
        <source>{value:.0f} % of units came back</source>
        <translation>{value:.0f}% 的数量被退回</translation>
    </message>
    <message>
        <source>{value:,.0f} orders or periods far beyond the usual</source>
        <translation>有 {value:,.0f} 次订单或时段远超平常</translation>
    </message>
    <message>
        <source>sales moved to another level</source>
        <translation>销量换了一个水平</translation>
    </message>
    <message>
        <source>the price changed, and sales with it</source>
        <translation>价格变了，销量也跟着变了</translation>
    </message>
    <message>
        <source>Sells about {after:,.1f} {each} since {day}, {before:,.1f} before. Scale what lies before to the new level?</source>
        <translation>从{day}起{each}约卖 {after:,.1f} 件，之前是 {before:,.1f} 件。把之前的销量折算到新水平吗？</translation>
    </message>
    <message>
        <source>The price went from {old:,.2f} to {new:,.2f} about {day}, and sales from {before:,.1f} to {after:,.1f} {each}. Scale what lies before to the new level?</source>
        <translation>{day}前后价格从 {old:,.2f} 变为 {new:,.2f}，{each}销量从 {before:,.1f} 件变为 {after:,.1f} 件。把之前的销量折算到新水平吗？</translation>
    </message>
    <message>
        <source>a day</source>
        <translation>每天</translation>
    </message>
    <message>
        <source>a week</source>
        <translation>每周</translation>
    </message>
    <message>
        <source>a month</source>
        <translation>每月</translation>
    </message>
    <message>
        <source>{old} ({old_title}) sold until {last}, {new} ({new_title}) since {first}. Is it the same item under a new code?</source>
        <translation>{old}（{old_title}）卖到{last}，{new}（{new_title}）从{first}开始卖。是同一款商品换了货号吗？</translation>
    </message>
    <message>
        <source>on {day}</source>
        <translation>{day}</translation>
    </message>
    <message>
        <source>in the week from {day}</source>
        <translation>{day}起的一周</translation>
    </message>
    <message>
        <source>in the month from {day}</source>
        <translation>{day}起的一个月</translation>
    </message>
    <message>
        <source>{units:,.0f} units came back later than the day they were sold. They are kept apart, for the customer wanted them. Take them off the sales they came from?</source>
        <translation>有 {units:,.0f} 件在售出当天之后退回。顾客当时确实要买，所以单独列出。要从原来的销量里扣掉吗？</translation>
    </message>
    <message>
        <source>Mondays</source>
        <translation>星期一</translation>
    </message>
    <message>
        <source>Tuesdays</source>
        <translation>星期二</translation>
    </message>
    <message>
        <source>Wednesdays</source>
        <translation>星期三</translation>
    </message>
    <message>
        <source>Thursdays</source>
        <translation>星期四</translation>
    </message>
    <message>
        <source>Fridays</source>
        <translation>星期五</translation>
    </message>
    <message>
        <source>Saturdays</source>
        <translation>星期六</translation>
    </message>
    <message>
        <source>Sundays</source>
        <translation>星期日</translation>
    </message>
    <message>
        <source>Sales on {sold:,} of {weeks:,} {weekday}: they count as closed.</source>
        <translation>{weeks:,} 个{weekday}里只有 {sold:,} 个有销量，按休息日处理。</translation>
    </message>
    <message>
        <source>Nothing at all was sold from {first} to {last}. Was the shop closed, or is a sheet missing? Count these days as unknown instead of zero?</source>
        <translation>{first}至{last}完全没有销量。是店铺休息，还是少了一张表？这几天按未知而不是零处理吗？</translation>
    </message>
    <message>
        <source>Nothing at all was sold in {store} from {first} to {last}. Was it closed, or is a sheet missing? Count these days as unknown instead of zero?</source>
        <translation>{first}至{last}，{store}完全没有销量。是店铺休息，还是少了一张表？这几天按未知而不是零处理吗？</translation>
    </message>
    <message>
        <source>The last period, from {day} on, is not over yet: its {units:,.0f} units are left out.</source>
        <translation>从{day}开始的最后一期还没结束，其中的 {units:,.0f} 件不计入。</translation>
    </message>
    <message>
        <source>The sheet begins within the period from {day}: its {units:,.0f} units are left out.</source>
        <translation>表格从{day}开始的那一期中途起才有数据，其中的 {units:,.0f} 件不计入。</translation>
    </message>
    <message>
        <source>The sheet says no stock from {first} to {last}. About {lost:,.0f} more would have been sold.</source>
        <translation>表格显示{first}至{last}库存为零，大约少卖了 {lost:,.0f} 件。</translation>
    </message>
    <message>
        <source>Nothing sold since {first}, though it used to sell on {share:.0f} % of days. Out of stock, or no longer sold?</source>
        <translation>从{first}起没有销量，而之前 {share:.0f}% 的日子都有销量。是缺货，还是不卖了？</translation>
    </message>
    <message>
        <source>one code for each name</source>
        <translation>一个编码对应一个名称</translation>
    </message>
    <message>
        <source>one name for each code</source>
        <translation>一个名称对应一个编码</translation>
    </message>
    <message>
        <source>times the price it makes the amount</source>
        <translation>乘以单价正好等于金额</translation>
    </message>
    <message>
        <source>Several columns could be the item sold: {labels}. Say which one is, in the mapping under roles: item.</source>
        <translation>有好几列都可能是卖出的商品：{labels}。请在映射文件的 roles: item 中指明是哪一列。</translation>
    </message>
    <message>
        <source>Regression</source>
        <translation>回归</translation>
    </message>
    <message>
        <source>The item&apos;s own level, times what season, events, promotion and price do; learnt on all items.</source>
        <translation>以商品自身的水平为底，乘上季节、节日、促销和价格的影响；影响是从全部商品里学来的。</translation>
    </message>
    <message>
        <source>Learning what events, prices and seasons do</source>
        <translation>正在学习节日、价格和季节的影响</translation>
    </message>
    <message>
        <source>Fitting the regression</source>
        <translation>正在拟合回归</translation>
    </message>
    <message>
        <source>Same as last time</source>
        <translation>同上一期</translation>
    </message>
    <message>
        <source>What sold in the last period sells in every period.</source>
        <translation>上一期卖了多少，以后每期就卖多少。</translation>
    </message>
    <message>
        <source>Smoothing with trend</source>
        <translation>带趋势的平滑</translation>
    </message>
    <message>
        <source>Exponential smoothing that also follows an item&apos;s trend and its own season.</source>
        <translation>指数平滑，还会跟随商品自身的趋势和季节。</translation>
    </message>
    <message>
        <source>Theta</source>
        <translation>Theta 方法</translation>
    </message>
    <message>
        <source>Recent sales, carried on with a part of the long-run trend.</source>
        <translation>以近期销量为基础，再加上一部分长期趋势。</translation>
    </message>
    <message>
        <source>For items that sell now and then, as first published; a little high.</source>
        <translation>适合偶尔才卖出的商品，最初发表的版本，结果略偏高。</translation>
    </message>
    <message>
        <source>Longer periods (ADIDA)</source>
        <translation>拉长周期（ADIDA）</translation>
    </message>
    <message>
        <source>Slow sellers are looked at in longer periods, where few are empty.</source>
        <translation>对滞销商品按更长的周期来看，这样空白的周期就少了。</translation>
    </message>
    <message>
        <source>Several periods (IMAPA)</source>
        <translation>多种周期（IMAPA）</translation>
    </message>
    <message>
        <source>Sales are looked at in periods of several lengths, and the mean is taken.</source>
        <translation>按几种长短不同的周期来看销量，再取平均。</translation>
    </message>
    <message>
        <source>Decision trees</source>
        <translation>决策树</translation>
    </message>
    <message>
        <source>Hundreds of small decision trees that learn from all items together.</source>
        <translation>几百棵小决策树，从所有商品中一起学习。</translation>
    </message>
    <message>
        <source>Fitting ADIDA</source>
        <translation>正在拟合 ADIDA</translation>
    </message>
    <message>
        <source>Fitting IMAPA</source>
        <translation>正在拟合 IMAPA</translation>
    </message>
    <message>
        <source>Growing trees on all items&apos; sales</source>
        <translation>正在用所有商品的销量训练决策树</translation>
    </message>
    <message>
        <source>Fitting exponential smoothing with trend</source>
        <translation>正在拟合带趋势的指数平滑</translation>
    </message>
    <message>
        <source>Fitting the Theta method</source>
        <translation>正在拟合 Theta 方法</translation>
    </message>
    <message>
        <source>Croston</source>
        <translation>Croston 法</translation>
    </message>
    <message>
        <source>as lately</source>
        <translation>按近期水平</translation>
    </message>
    <message>
        <source>trend</source>
        <translation>趋势</translation>
    </message>
    <message>
        <source>season</source>
        <translation>季节</translation>
    </message>
    <message>
        <source>promotion</source>
        <translation>促销</translation>
    </message>
    <message>
        <source>advertising</source>
        <translation>广告</translation>
    </message>
    <message>
        <source>price</source>
        <translation>价格</translation>
    </message>
    <message>
        <source>public holidays</source>
        <translation>节假日</translation>
    </message>
    <message>
        <source>paydays</source>
        <translation>发薪日</translation>
    </message>
    <message>
        <source>closed days</source>
        <translation>歇业</translation>
    </message>
    <message>
        <source>other events</source>
        <translation>其他节日</translation>
    </message>
    <message>
        <source>the model&apos;s own correction</source>
        <translation>模型自身的修正</translation>
    </message>
    <message>
        <source>Reserved for customers</source>
        <translation>已为顾客预留</translation>
    </message>
    <message>
        <source>Ordered only at {trigger:,.10g} or less</source>
        <translation>剩 {trigger:,.10g} 或更少时才订</translation>
    </message>
    <message>
        <source>On the way (without {units:,.10g} long overdue)</source>
        <translation>在途（不含逾期已久的 {units:,.10g}）</translation>
    </message>
    <message>
        <source>Beyond the largest order of {maximum:,.10g}</source>
        <translation>超出单次最多 {maximum:,.10g} 的部分</translation>
    </message>
    <message>
        <source>Would not sell while it is good</source>
        <translation>在保质期或当季内卖不掉的部分</translation>
    </message>
    <message>
        <source>Missed before the delivery comes, not made up for</source>
        <translation>到货前错过的销量，补货也追不回</translation>
    </message>
    <message>
        <source>The least order of {least:,.10g} is more than the largest of {most:,.10g}</source>
        <translation>起订量 {least:,.10g} 大于单次最多 {most:,.10g}</translation>
    </message>
    <message>
        <source>{why}: change the terms to order it.</source>
        <translation>{why}：改了供货条件才能下单。</translation>
    </message>
    <message>
        <source>What is ordered now would come too late to be sold while it is good.</source>
        <translation>现在下单到得太晚，赶不上在当季或保质期内卖掉。</translation>
    </message>
    <message>
        <source>{units:,.0f} less than needed: the largest order allowed.</source>
        <translation>比需要少 {units:,.0f}：已是单次最多可订的数量。</translation>
    </message>
    <message>
        <source>{units:,.0f} less, which would not sell while good.</source>
        <translation>少订 {units:,.0f}，这部分在保质期或当季内卖不掉。</translation>
    </message>
    <message>
        <source>{units:,.0f} less: what is missed until it comes, nobody waits for.</source>
        <translation>少订 {units:,.0f}：到货前错过的顾客不会等着补买。</translation>
    </message>
    <message>
        <source>Reserved</source>
        <translation>已预留</translation>
    </message>
    <message>
        <source>Largest order</source>
        <translation>单次最多订</translation>
    </message>
    <message>
        <source>Room on the shelf</source>
        <translation>货架容量</translation>
    </message>
    <message>
        <source>Shelf life in days</source>
        <translation>保质期（天）</translation>
    </message>
    <message>
        <source>Value when left over</source>
        <translation>剩货残值</translation>
    </message>
    <message>
        <source>Cost of placing an order</source>
        <translation>每次下单费用</translation>
    </message>
    <message>
        <source>Supplier&apos;s minimum amount</source>
        <translation>供应商起订额</translation>
    </message>
    <message>
        <source>A service level counts gain, cycle, fill or money, not {kind}.</source>
        <translation>服务水平的类型只能是 gain、cycle、fill 或 money，不能是 {kind}。</translation>
    </message>
    <message>
        <source>“{value}” is not a date. Type year, month and day: 2026-03-31.</source>
        <translation>“{value}”不是日期。请填年月日，例如 2026-03-31。</translation>
    </message>
    <message>
        <source>As much money lies in stock as if every target level were enough in {service:.4g} of 100 such spans, but it is spread so that it saves most sales: cheap goods that sell well have more, dear slow ones less.</source>
        <translation>库存占用的资金，与每款目标库存都能在 100 个周期里够用 {service:.4g} 个时相同，但分配得让少卖的最少：便宜好卖的多备，昂贵慢销的少备。</translation>
    </message>
    <message>
        <source>A customer who finds no stock goes elsewhere, so no order makes up for what is missed before it arrives.</source>
        <translation>顾客遇到缺货会去别处买，所以到货前错过的销量，补货也追不回。</translation>
    </message>
    <message>
        <source>A customer who finds no stock waits: orders make up for what is missing.</source>
        <translation>顾客遇到缺货会等：订货会补上欠缺的部分。</translation>
    </message>
    <message>
        <source>What is on the way is taken to arrive on its date, or without one in half a delivery time. Sales beyond the forecast go on at its mean.</source>
        <translation>在途货品按注明的日期到货，没有注明的按半个到货周期计。预测期之后的销量按预测均值延续。</translation>
    </message>
    <message>
        <source>Service counts</source>
        <translation>服务水平类型</translation>
    </message>
    <message>
        <source>Sold until</source>
        <translation>停售日期</translation>
    </message>
    <message>
        <source>Order days</source>
        <translation>订货日</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>放假</translation>
    </message>
    <message>
        <source>Order at or below</source>
        <translation>低于此数才订</translation>
    </message>
    <message>
        <source>One order at most</source>
        <translation>单次最多</translation>
    </message>
    <message>
        <source>Say what the service level counts: gain, cycle, fill or money.</source>
        <translation>请说明服务水平的类型：gain、cycle、fill 或 money。</translation>
    </message>
    <message>
        <source>Give the yearly cost of holding stock as a share of its value, from 0 to 10.</source>
        <translation>请填每年持有库存的成本占货值的比例，0 到 10。</translation>
    </message>
    <message>
        <source>“{value}” names no weekdays. Type them like this: Mon, Thu.</source>
        <translation>“{value}”里没有星期几。请这样填：周一、周四。</translation>
    </message>
    <message>
        <source>“{value}” is no span of days. Type first and last day: 2026-02-10 to 2026-02-20.</source>
        <translation>“{value}”不是一段日期。请填首日和末日：2026-02-10 至 2026-02-20。</translation>
    </message>
    <message>
        <source>Give the scenario a name, factors from 0 to 100, a service level from 50 % to 99.9 % and days between orders up to 365.</source>
        <translation>请给方案起个名字；倍数填 0 到 100，服务水平填 50% 到 99.9%，订货间隔最多 365 天。</translation>
    </message>
    <message>
        <source>Arrives</source>
        <translation>到货</translation>
    </message>
    <message>
        <source>Nothing sold from {first} to {last}, though it usually sells on {share:.0f} % of days.</source>
        <translation>{first}至{last}没有销量，而平时 {share:.0f}% 的日子都有销量。</translation>
    </message>
    <message>
        <source>One order of {units:,.0f} on {day}; orders are usually of {typical:,.0f}, seldom above {usual:,.0f}. Count it as {usual:,.0f}?</source>
        <translation>{day}有一单 {units:,.0f} 件；平时一单约 {typical:,.0f} 件，很少超过 {usual:,.0f} 件。按 {usual:,.0f} 件计算吗？</translation>
    </message>
    <message>
        <source>{units:,.0f} sold {when}; around it usually {typical:,.0f}, seldom above {usual:,.0f}. Count it as {usual:,.0f}?</source>
        <translation>{when}卖了 {units:,.0f} 件；前后通常是 {typical:,.0f} 件，很少超过 {usual:,.0f} 件。按 {usual:,.0f} 件计算吗？</translation>
    </message>
    <message>
        <source>The figures cannot be written there. Choose another folder or name.</source>
        <translation>数据无法写到那里，请换个文件夹或文件名。</translation>
    </message>
    <message>
        <source>Since the forecast from {since}: {up} items up, {down} down, {new} new, {gone} gone.</source>
        <translation>与 {since} 起的预测相比：{up} 款上调，{down} 款下调，{new} 款新增，{gone} 款不再有。</translation>
    </message>
    <message>
        <source>Give a change as units (0 or more), as percent (−100 or more), or as ± units.</source>
        <translation>改动请写件数（不小于 0）、百分比（不小于 −100），或加减多少件。</translation>
    </message>
    <message>
        <source>Give the days that a change is for, the last not before the first.</source>
        <translation>请写改动的起止日期，结束日不能早于开始日。</translation>
    </message>
    <message>
        <source>Last forecast, {periods} days on: {expected:,.0f} expected, {sold:,.0f} sold; {missed:.0%} of units missed, {naive:.0%} by repeating last season.</source>
        <translation>上次预测过了 {periods} 天：预计 {expected:,.0f} 件，实际卖出 {sold:,.0f} 件；差了 {missed:.0%}，照搬上一季会差 {naive:.0%}。</translation>
    </message>
    <message>
        <source>Last forecast, {periods} weeks on: {expected:,.0f} expected, {sold:,.0f} sold; {missed:.0%} of units missed, {naive:.0%} by repeating last season.</source>
        <translation>上次预测过了 {periods} 周：预计 {expected:,.0f} 件，实际卖出 {sold:,.0f} 件；差了 {missed:.0%}，照搬上一季会差 {naive:.0%}。</translation>
    </message>
    <message>
        <source>Last forecast, {periods} months on: {expected:,.0f} expected, {sold:,.0f} sold; {missed:.0%} of units missed, {naive:.0%} by repeating last season.</source>
        <translation>上次预测过了 {periods} 个月：预计 {expected:,.0f} 件，实际卖出 {sold:,.0f} 件；差了 {missed:.0%}，照搬上一季会差 {naive:.0%}。</translation>
    </message>
    <message>
        <source>Your changes helped: {points:.1f} points fewer missed; closer in {better} of {changed} places.</source>
        <translation>您的改动有帮助：少差 {points:.1f} 个百分点；{changed} 处改动中 {better} 处更接近。</translation>
    </message>
    <message>
        <source>Your changes cost {points:.1f} points; closer in {better} of {changed} places.</source>
        <translation>您的改动多差了 {points:.1f} 个百分点；{changed} 处改动中 {better} 处更接近。</translation>
    </message>
    <message>
        <source>Excel exchanged month and day of the dates up to the 12th in {name}. They were put right, as the other dates show.</source>
        <translation>{name} 里 12 日及以前的日期被 Excel 对调了月和日，已按其余日期改正。</translation>
    </message>
    <message>
        <source>There is no sheet in {name}. Choose another folder.</source>
        <translation>{name} 里没有表格。请换一个文件夹。</translation>
    </message>
    <message>
        <source>The folder {name} cannot be opened ({reason}). Check that you may read it.</source>
        <translation>打不开文件夹 {name}（{reason}）。请确认您有读取它的权限。</translation>
    </message>
    <message>
        <source>Middle of four</source>
        <translation>四法取中</translation>
    </message>
    <message>
        <source>What the middle one of four classical methods says: never far off.</source>
        <translation>取四种经典方法中居中的结果，不会差得太远。</translation>
    </message>
    <message>
        <source>Nothing was tested yet.</source>
        <translation>还没有测试过。</translation>
    </message>
    <message>
        <source>Other methods are to be tried.</source>
        <translation>要试的方法变了。</translation>
    </message>
    <message>
        <source>No period has passed since.</source>
        <translation>之后还没有新的一期。</translation>
    </message>
    <message>
        <source>The tests are too old.</source>
        <translation>上次测试已经太久。</translation>
    </message>
    <message>
        <source>Many items are new.</source>
        <translation>新商品很多。</translation>
    </message>
    <message>
        <source>The last forecast was worse than repeating sales.</source>
        <translation>上次预测还不如照搬往期销量。</translation>
    </message>
    <message>
        <source>{name} holds no settings of Shelfcast. Choose a file that it saved.</source>
        <translation>{name} 里没有 Shelfcast 的设置，请选择由它保存的文件。</translation>
    </message>
    <message>
        <source>{name} cannot be written.</source>
        <translation>{name} 无法写入。</translation>
    </message>
    <message>
        <source>{rows:,} lines are told otherwise by a later sheet of the same kind, which holds. They were left out.</source>
        <translation>有 {rows:,} 行与之后同类表格的说法不同，以后者为准，这些行已略过。</translation>
    </message>
    <message>
        <source>{rows:,} lines are of days that another sheet tells of as well. Only the sheet that reaches further counts, as you said.</source>
        <translation>有 {rows:,} 行的日子在另一张表里也有。按您的选择，只采用日期更晚的那张表。</translation>
    </message>
    <message>
        <source>a later sheet says otherwise</source>
        <translation>之后的表格说法不同</translation>
    </message>
    <message>
        <source>of a day that another sheet tells of</source>
        <translation>另一张表里也有这一天</translation>
    </message>
    <message>
        <source>Dead stock</source>
        <translation>滞销库存</translation>
    </message>
    <message>
        <source>{units:,.0f} have not sold for {days:,} days and tie up {money}. Clear them.</source>
        <translation>{units:,.0f} 件已 {days:,} 天没卖出，占用资金 {money}，建议清仓。</translation>
    </message>
    <message>
        <source>{units:,.0f} more than will sell in good time tie up {money}; the stock lasts {weeks:,.0f} weeks. Order none, or sell some cheaper.</source>
        <translation>多出 {units:,.0f} 件短期内卖不掉，占用资金 {money}；现有库存够卖 {weeks:,.0f} 周。先别订，或降价卖掉一些。</translation>
    </message>
    <message>
        <source>Better to wait</source>
        <translation>不如等等</translation>
    </message>
    <message>
        <source>The least order lasts {days:,.0f} days beyond the need. Holding it costs {order}, waiting for the next order day {wait}.</source>
        <translation>最少的订量比需要多够卖 {days:,.0f} 天。囤着要花 {order}，等到下个订货日只损失 {wait}。</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>调货</translation>
    </message>
    <message>
        <source>Move {units:,.0f} from {giver} instead of buying them.</source>
        <translation>从 {giver} 调 {units:,.0f} 件过来，不用再买。</translation>
    </message>
    <message>
        <source>Supplier&apos;s minimum</source>
        <translation>供应商起订额</translation>
    </message>
    <message>
        <source>{supplier}: the order of {before} is under the minimum. Better wait: reaching it costs {order} to hold, waiting {wait}.</source>
        <translation>{supplier}：这单 {before}，不到起订额。不如等等：凑单要多花 {order} 的库存成本，等待损失 {wait}。</translation>
    </message>
    <message>
        <source>{supplier}: the order of {before} is under the minimum. Better top it up to {after}: that costs {order} to hold, waiting {wait}.</source>
        <translation>{supplier}：这单 {before}，不到起订额。不如凑到 {after}：多花 {order} 的库存成本，等待则损失 {wait}。</translation>
    </message>
    <message>
        <source>Orders to come</source>
        <translation>后续订单</translation>
    </message>
    <message>
        <source>Margin at risk</source>
        <translation>可能损失的毛利</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>分类</translation>
    </message>
    <message>
        <source>Order no.</source>
        <translation>订单号</translation>
    </message>
    <message>
        <source>{name}: no header with an order date, a receipt date and an item or supplier was found. Name the columns, for example: Item, Ordered, Received, Quantity.</source>
        <translation>{name}：没有找到含下单日期、收货日期和货号（或供应商）的表头。请给各列命名，例如：货号、下单日期、收货日期、数量。</translation>
    </message>
    <message>
        <source>{name}: a delivery was said to take {stated:,.3g} days; {count:,} receipts took {measured:,.3g} on average. The plan reckons with {mean:,.3g}, give or take {spread:,.2g}.</source>
        <translation>{name}：原定到货 {stated:,.3g} 天；{count:,} 次收货平均用了 {measured:,.3g} 天。计划按 {mean:,.3g} 天、上下浮动 {spread:,.2g} 天计算。</translation>
    </message>
    <message>
        <source>Purchase order</source>
        <translation>采购单</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>What sells, of the most urgent items</source>
        <translation>最急货品的销售走势</translation>
    </message>
    <message>
        <source>The order cannot be written to {path}. Choose another folder or name.</source>
        <translation>采购单无法写入 {path}。请换个文件夹或名称。</translation>
    </message>
    <message>
        <source>Overstock</source>
        <translation>积压</translation>
    </message>
    <message>
        <source>Order on</source>
        <translation>下单日</translation>
    </message>
    <message>
        <source>LSTM as it came</source>
        <translation>LSTM（出厂状态）</translation>
    </message>
    <message>
        <source>The same network, with what it knew of other shops&apos; sales and no more.</source>
        <translation>同一个网络，只凭出厂时学到的其他店铺的销售规律。</translation>
    </message>
    <message>
        <source>New: {share:.0f} % of its forecast comes from items like it: {items}.</source>
        <translation>新品：预测的 {share:.0f}% 参考了相似商品：{items}。</translation>
    </message>
    <message>
        <source>The network was trained on your sales alone.</source>
        <translation>网络只用您的销售数据训练。</translation>
    </message>
    <message>
        <source>Training on your sales did not make the network better on your last periods, so it forecasts as it came.</source>
        <translation>用您的销售数据训练后，最近各期的预测并没有变好，因此按出厂状态预测。</translation>
    </message>
    <message>
        <source>With fewer than {least} periods of sales nothing could be held out to test training on them, so the network forecasts as it came.</source>
        <translation>销售不足 {least} 期，没有数据可留作检验，网络不再训练，按出厂状态预测。</translation>
    </message>
    <message>
        <source>Your items have too few periods with known sales to train on, so the network forecasts as it came.</source>
        <translation>商品的已知销售期数太少，不足以训练，网络按出厂状态预测。</translation>
    </message>
    <message>
        <source>Testing takes no time here.</source>
        <translation>这里测试很快，不必省。</translation>
    </message>
    <message>
        <source>the name, because one code stands for many</source>
        <translation>用名称，因为一个编码对应多个名称</translation>
    </message>
    <message>
        <source>spread by gain</source>
        <translation>按效益分配</translation>
    </message>
    <message>
        <source>each delivery</source>
        <translation>按到货周期</translation>
    </message>
    <message>
        <source>each unit</source>
        <translation>按件数</translation>
    </message>
    <message>
        <source>margin decides</source>
        <translation>由毛利决定</translation>
    </message>
    <message>
        <source>Units in a container</source>
        <translation>整柜件数</translation>
    </message>
    <message>
        <source>Transfers</source>
        <translation>调拨单</translation>
    </message>
    <message>
        <source>From</source>
        <translation>调出</translation>
    </message>
    <message>
        <source>To</source>
        <translation>调入</translation>
    </message>
    <message>
        <source>Correcting ranges</source>
        <translation>正在校正预测范围</translation>
    </message>
    <message>
        <source>What you really held is traced back from today&apos;s stock by sales and receipts, for {count:,} items; days with an empty shelf count as sales missed at the item&apos;s usual rate.</source>
        <translation>实际库存由今天的库存按销售和收货倒推，涉及 {count:,} 款商品；空架的日子按平时销量计为少卖。</translation>
    </message>
    <message>
        <source>You marked {first} to {last} as out of stock.</source>
        <translation>您标记了 {first}至{last} 缺货。</translation>
    </message>
    <message>
        <source>You marked {first} to {last} as not to come again.</source>
        <translation>您标记了 {first}至{last} 的销售不会重现。</translation>
    </message>
    <message>
        <source>Quantities are written with a minus, as goods taken out of stock are; they were read as sold.</source>
        <translation>数量都带负号，是出库的写法；已按卖出处理。</translation>
    </message>
    <message>
        <source>{name} lists what was bought from suppliers, not what was sold. Open a sheet of sales; deliveries can be opened on the Restock page, to learn lead times.</source>
        <translation>{name} 记录的是向供应商采购的货，不是卖出的货。请打开销售表；到货记录可在“补货”页打开，用来了解到货周期。</translation>
    </message>
    <message>
        <source>{name} lists the stock of items by day but no sales. Open a sheet with the quantity sold.</source>
        <translation>{name} 只有每天的库存，没有销售数量。请打开带销量的表格。</translation>
    </message>
    <message>
        <source>Cells of “{label}” in {name} name several goods with their quantities. Export one row for each good, or split them in Excel first.</source>
        <translation>{name} 的“{label}”一格里写了多种商品和数量。请导出为每种商品一行，或先在 Excel 里拆开。</translation>
    </message>
    <message>
        <source>{rows:,} lines are goods moved between shops, bought or counted, not sold. They were left out.</source>
        <translation>有 {rows:,} 行是调拨、采购或盘点，并非销售，已剔除。</translation>
    </message>
    <message>
        <source>its cells tell sales from other movements</source>
        <translation>单元格区分了销售与其他出入库</translation>
    </message>
    <message>
        <source>moved, bought or counted, not sold</source>
        <translation>调拨、采购或盘点，并非销售</translation>
    </message>
    <message>
        <source>Give the event a name.</source>
        <translation>请给这件事起个名字。</translation>
    </message>
    <message>
        <source>The shipped network also learned from recorded series. Name the folder that holds them (m3 and m4) with --data.</source>
        <translation>随附的网络还学过真实记录的序列。请用 --data 指明存放这些序列（m3 和 m4）的文件夹。</translation>
    </message>
    <message>
        <source>No row of {name} is a sale. Rows left out: {rows:,}, most of them as “{kind}”. Check which column is the date, the item and the quantity.</source>
        <translation>{name} 没有一行是销售：略过 {rows:,} 行，多数是“{kind}”。请检查哪一列是日期、商品和数量。</translation>
    </message>
    <message>
        <source>Volume in m³</source>
        <translation>体积（m³）</translation>
    </message>
    <message>
        <source>Weight in kg</source>
        <translation>重量（kg）</translation>
    </message>
    <message>
        <source>Units on a pallet</source>
        <translation>每托数量</translation>
    </message>
    <message>
        <source>Volume of a container in m³</source>
        <translation>每柜体积（m³）</translation>
    </message>
    <message>
        <source>Load of a container in kg</source>
        <translation>每柜载重（kg）</translation>
    </message>
    <message>
        <source>Pallets in a container</source>
        <translation>每柜托数</translation>
    </message>
    <message>
        <source>Give what moving goods costs as an amount, 0 or more.</source>
        <translation>请把调拨费用填成 0 或更大的数。</translation>
    </message>
    <message>
        <source>Storage room</source>
        <translation>库房</translation>
    </message>
    <message>
        <source>Container</source>
        <translation>整柜</translation>
    </message>
    <message>
        <source>{supplier}: the order takes {filled:,.2f} containers of {capacity:,.10g} {measure}. Filling {count:,} costs {cost} to hold.</source>
        <translation>{supplier}：订单占 {filled:,.2f} 柜（每柜 {capacity:,.10g} {measure}）。装满 {count:,} 柜，库存占用成本 {cost}。</translation>
    </message>
    <message>
        <source>{supplier}: the order takes {filled:,.2f} containers of {capacity:,.10g} {measure}. Cut back to {count:,}, it loses {cost} of margin.</source>
        <translation>{supplier}：订单占 {filled:,.2f} 柜（每柜 {capacity:,.10g} {measure}）。减到 {count:,} 柜，预计少赚 {cost}。</translation>
    </message>
    <message>
        <source>Give classes A, B or C a service level from 50 % to 99.9 %.</source>
        <translation>请为 A、B、C 类填写 50% 到 99.9% 的现货率。</translation>
    </message>
    <message>
        <source>Say what a storage room holds as a number above 0, in units, volume (m³), weight (kg) or pallets.</source>
        <translation>请填写库房容量：大于 0 的数，按件数、体积（m³）、重量（kg）或托盘计。</translation>
    </message>
    <message>
        <source>The storage room of {store}</source>
        <translation>{store}的库房</translation>
    </message>
    <message>
        <source>The storage room</source>
        <translation>库房</translation>
    </message>
    <message>
        <source>{room} holds {amount:,.10g} {measure}; {over:,.10g} more than that are there or decided on, so no open order fits in.</source>
        <translation>{room}容量 {amount:,.10g} {measure}；现有和已定的已超出 {over:,.10g}，未定的订单都放不下。</translation>
    </message>
    <message>
        <source>{room} holds {amount:,.10g} {measure}: orders for {cut:,.10g} of {wanted:,.10g} were cut, what earns least for its room first.</source>
        <translation>{room}容量 {amount:,.10g} {measure}：待订 {wanted:,.10g} 中削减了 {cut:,.10g}，先减最不划算的。</translation>
    </message>
    <message>
        <source>{room} holds {amount:,.10g} {measure}; {full:,.10g} when the orders have come.</source>
        <translation>{room}容量 {amount:,.10g} {measure}；到货后占用 {full:,.10g}。</translation>
    </message>
    <message>
        <source>units</source>
        <translation>件</translation>
    </message>
    <message>
        <source>m³</source>
        <translation>m³</translation>
    </message>
    <message>
        <source>kg</source>
        <translation>kg</translation>
    </message>
    <message>
        <source>pallets</source>
        <translation>托</translation>
    </message>
    <message>
        <source>no column says when it was sold, only when sent</source>
        <translation>表里没有销售日期，按发货日期计</translation>
    </message>
    <message>
        <source>its cells tell cancelled orders</source>
        <translation>其内容标明了已取消的订单</translation>
    </message>
    <message>
        <source>A first figure: the models are still being tested.</source>
        <translation>先给个初步数字：各模型还在检验。</translation>
    </message>
    <message>
        <source>There is no file {path}. Check the name and the folder.</source>
        <translation>找不到文件 {path}。请检查文件名和文件夹。</translation>
    </message>
    <message>
        <source>{name} must end in {ending}, the only kind that can be written there.</source>
        <translation>{name} 的扩展名须为 {ending}，这里只能写这种文件。</translation>
    </message>
    <message>
        <source>Give the budget as an amount of money, 0 or more.</source>
        <translation>请把预算写成不小于 0 的金额。</translation>
    </message>
    <message>
        <source>{items:,} items sell seldom or in lumps: to have them in {service:,.0f} of 100 cases, {level:,.0f} units must lie there while {expected:,.0f} are expected to sell. That is {share:,.0f} % of the money in safety stock. To hold less, lower the service level of class C; What if shows what 90 % would cost and lose.</source>
        <translation>{items:,} 种商品卖得少，或一次卖很多：要在 100 次里有 {service:,.0f} 次有货，得备 {level:,.0f} 件，而预计只卖 {expected:,.0f} 件，占安全库存金额的 {share:,.0f}%。想少压货，可调低 C 类的现货率；“假如”里可看 90% 时花多少、少卖多少。</translation>
    </message>
    <message>
        <source>{horizon:,} periods of {items:,} items need more memory than there may be. Forecast {most:,} periods or fewer.</source>
        <translation>{items:,} 种商品、{horizon:,} 期的预测占用内存过大，请最多预测 {most:,} 期。</translation>
    </message>
    <message>
        <source>chosen by the program</source>
        <translation>由程序选定</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>{share:.4g} %</source>
        <translation>{share:.4g}%</translation>
    </message>
    <message>
        <source>all methods</source>
        <translation>全部方法</translation>
    </message>
    <message>
        <source>Length of a period</source>
        <translation>每期长度</translation>
    </message>
    <message>
        <source>Periods to forecast</source>
        <translation>预测期数</translation>
    </message>
    <message>
        <source>Methods tried</source>
        <translation>试过的方法</translation>
    </message>
    <message>
        <source>Past days tested on</source>
        <translation>回测起点数</translation>
    </message>
    <message>
        <source>Simulated futures an item</source>
        <translation>每种商品的模拟路径数</translation>
    </message>
    <message>
        <source>Seed of chance</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>Trained on</source>
        <translation>训练设备</translation>
    </message>
    <message>
        <source>Cluster</source>
        <translation>集群</translation>
    </message>
    <message>
        <source>waits</source>
        <translation>愿意等</translation>
    </message>
    <message>
        <source>goes elsewhere</source>
        <translation>去别处买</translation>
    </message>
    <message>
        <source>Usual delivery time</source>
        <translation>通常到货时间</translation>
    </message>
    <message>
        <source>{days:,.4g} days, give or take {spread:,.0f} %</source>
        <translation>{days:,.4g} 天，上下浮动 {spread:,.0f}%</translation>
    </message>
    <message>
        <source>Service level by class</source>
        <translation>各类别的服务水平</translation>
    </message>
    <message>
        <source>A customer who finds no stock</source>
        <translation>缺货时，顾客</translation>
    </message>
    <message>
        <source>Cost of holding stock a year</source>
        <translation>每年库存持有成本</translation>
    </message>
    <message>
        <source>Budget</source>
        <translation>预算</translation>
    </message>
    <message>
        <source>Storage rooms</source>
        <translation>仓库容量</translation>
    </message>
    <message>
        <source>{store} {amount:,.10g} {measure}</source>
        <translation>{store} {amount:,.10g} {measure}</translation>
    </message>
    <message>
        <source>Moving goods between stores</source>
        <translation>门店调拨费用</translation>
    </message>
    <message>
        <source>{unit:,.10g} a unit, {time:,.10g} each time</source>
        <translation>每件 {unit:,.10g}，每次 {time:,.10g}</translation>
    </message>
    <message>
        <source>Terms of groups</source>
        <translation>分组供货条件</translation>
    </message>
    <message>
        <source>Scenarios</source>
        <translation>假设方案</translation>
    </message>
    <message>
        <source>the whole shop</source>
        <translation>全店</translation>
    </message>
    <message>
        <source>nobody&apos;s</source>
        <translation>不计节假日</translation>
    </message>
    <message>
        <source>of the sheet&apos;s currency</source>
        <translation>按表格的货币判断</translation>
    </message>
    <message>
        <source>Holidays</source>
        <translation>节假日</translation>
    </message>
    <message>
        <source>Own events</source>
        <translation>自定义活动</translation>
    </message>
    <message>
        <source>Closed days</source>
        <translation>停业日</translation>
    </message>
    <message>
        <source>Paydays</source>
        <translation>发薪日</translation>
    </message>
    <message>
        <source>Promotions</source>
        <translation>促销</translation>
    </message>
    <message>
        <source>Orders that nobody has decided are cut to a budget of {budget}: the money goes where it saves most sales.</source>
        <translation>未经您决定的订货已按预算 {budget} 削减：钱优先花在最能保住销售的地方。</translation>
    </message>
    <message>
        <source>Orders that nobody has decided are cut to what the storage rooms hold.</source>
        <translation>未经您决定的订货已按仓库容量削减。</translation>
    </message>
    <message>
        <source>Columns of the sheets</source>
        <translation>列对应</translation>
    </message>
    <message>
        <source>Terms of supply</source>
        <translation>供货条件</translation>
    </message>
    <message>
        <source>Past deliveries</source>
        <translation>到货记录</translation>
    </message>
    <message>
        <source>Calendar</source>
        <translation>日历</translation>
    </message>
    <message>
        <source>Order {items:,} items from {suppliers:,} suppliers at a cost of {currency}{amount:,.0f}; {late:,} cannot wait.</source>
        <translation>向 {suppliers:,} 家供应商订购 {items:,} 种商品，采购金额 {currency}{amount:,.0f}；其中 {late:,} 种不能再等。</translation>
    </message>
    <message>
        <source>Order {items:,} items at a cost of {currency}{amount:,.0f}; {late:,} cannot wait.</source>
        <translation>订购 {items:,} 种商品，采购金额 {currency}{amount:,.0f}；其中 {late:,} 种不能再等。</translation>
    </message>
    <message>
        <source>Items to order without a cost</source>
        <translation>要订但不知进价的商品</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>The plan now orders items that are not listed here. Export it again.</source>
        <translation>计划里现在订了这里没有列出的商品，请重新导出。</translation>
    </message>
    <message>
        <source>Not forecast</source>
        <translation>未预测</translation>
    </message>
    <message>
        <source>About to run out</source>
        <translation>即将断货</translation>
    </message>
    <message>
        <source>All {units:,.10g} units sold came back on the same day: there is nothing to forecast.</source>
        <translation>卖出的 {units:,.10g} 件当天全部退回，没有可预测的销售。</translation>
    </message>
    <message>
        <source>Only returns, of {units:,.10g} units, and no sale: there is nothing to forecast.</source>
        <translation>只有退货 {units:,.10g} 件，没有销售，无从预测。</translation>
    </message>
    <message>
        <source>Only rows of 0 units: there is nothing to forecast.</source>
        <translation>各行数量都是 0，无从预测。</translation>
    </message>
    <message>
        <source>All quantities in {name} are below zero, and it speaks of returns: it lists what came back, not what was sold. Open it together with the sheet of sales.</source>
        <translation>{name} 中的数量全是负数，且写明是退货：它列出的是退回的商品，不是销售。请与销售表一起打开。</translation>
    </message>
    <message>
        <source>A third of these futures are the forecast&apos;s own. The others repeat past weeks of the item, and of goods that sell about as often, so that runs of large sales count.</source>
        <translation>其中三分之一来自预测本身，其余重现该商品和销售频率相近的商品过去的若干周，这样接连大卖的情况也算在内。</translation>
    </message>
    <message>
        <source>Holding stock is reckoned at {rate:.4g} % of its value a year.</source>
        <translation>库存占用成本按每年货值的 {rate:.4g}% 计算。</translation>
    </message>
    <message>
        <source>Items of class {letter} should last in {level:.4g} of 100 such spans, where nothing nearer says otherwise.</source>
        <translation>{letter} 类商品在 100 个这样的周期里应有 {level:.4g} 个不缺货，另有规定的除外。</translation>
    </message>
    <message>
        <source>{room} holds {amount:,.10g} {measure}.</source>
        <translation>{room}容量 {amount:,.10g} {measure}。</translation>
    </message>
    <message>
        <source>Training on your sales made the network {gain:.1f} % better on your last periods.</source>
        <translation>用您的销售数据训练后，对最近各期的预测准了 {gain:.1f} %。</translation>
    </message>
    <message>
        <source>{items:,} items are spelled in several ways ({example}). Each counts as one item.</source>
        <translation>{items:,} 款商品有几种写法（{example}），各按一款计算。</translation>
    </message>
    <message>
        <source>New (days known: {count}) and like nothing else you sell: forecast by how your other items went on after such a beginning. The range is wide.</source>
        <translation>新品（已知 {count} 天），店里没有相似的商品：按其他商品开头类似时后来的销量预测，范围较宽。</translation>
    </message>
    <message>
        <source>New (weeks known: {count}) and like nothing else you sell: forecast by how your other items went on after such a beginning. The range is wide.</source>
        <translation>新品（已知 {count} 周），店里没有相似的商品：按其他商品开头类似时后来的销量预测，范围较宽。</translation>
    </message>
    <message>
        <source>New (months known: {count}) and like nothing else you sell: forecast by how your other items went on after such a beginning. The range is wide.</source>
        <translation>新品（已知 {count} 个月），店里没有相似的商品：按其他商品开头类似时后来的销量预测，范围较宽。</translation>
    </message>
    <message>
        <source>The quantity {example} can be read as {large} or as {small}, and nothing in the sheet settles it. Say which mark stands before decimals: the comma or the point.</source>
        <translation>数量 {example} 既可读作 {large}，也可读作 {small}，表里没有其他依据。请说明小数点用的是逗号还是句点。</translation>
    </message>
    <message>
        <source>The column “{label}” of {name} holds formulas without results, the first in row {row}. Open the sheet in Excel, let it calculate, save it and open it again.</source>
        <translation>{name} 的“{label}”列有尚未计算的公式，第一处在第 {row} 行。请用 Excel 打开、重新计算并保存，再导入一次。</translation>
    </message>
    <message>
        <source>{name} has only totals of years, too few and too coarse to order by. Export the sales by month, week or day.</source>
        <translation>{name} 只有全年的合计，太少也太粗，无法据此订货。请按月、按周或按天导出销售数据。</translation>
    </message>
    <message>
        <source>The quantities in the column “{label}” of {name} cannot be read, such as “{example}”. Write one number in each cell, or name another column in a mapping.</source>
        <translation>{name} 的“{label}”列里的数量无法识别，例如“{example}”。请让每格只写一个数字，或在映射文件中指定另一列。</translation>
    </message>
    <message>
        <source>each of its texts stands above its lines</source>
        <translation>每个名称都写在所属各行的上方</translation>
    </message>
    <message>
        <source>These sales begin on {begins} and took the place of those since {began} in the workspace. To keep the earlier ones, name their sheets as well.</source>
        <translation>这批销售从 {begins} 开始，已取代工作区里自 {began} 起的销售。如需保留更早的数据，请把原来的表也一并写上。</translation>
    </message>
</context>
</TS>
