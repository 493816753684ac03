<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Ceiling</name>
    <message>
        <source>(counted at %1)</source>
        <translation>（计入 %1）</translation>
    </message>
    <message>
        <source>bounds nothing by itself</source>
        <translation>本身不限制任何内存</translation>
    </message>
    <message>
        <source>%1 → %2</source>
        <translation>%1 → %2</translation>
    </message>
    <message>
        <source>not yet known: nothing runs</source>
        <translation>尚未知：没有运行</translation>
    </message>
    <message>
        <source>not yet known: %1</source>
        <translation>尚未知：%1</translation>
    </message>
</context>
<context>
    <name>ChartPicture</name>
    <message>
        <source>Headroom: memory by owner</source>
        <translation>Headroom：内存，按归属</translation>
    </message>
    <message>
        <source>group %1</source>
        <translation>消费组 %1</translation>
    </message>
</context>
<context>
    <name>Charts</name>
    <message>
        <source>RSS is %1 above the ceiling: %2 + %3 (%4)</source>
        <translation>RSS 超出预测上限 %1：%2 +%3（%4）</translation>
    </message>
    <message>
        <source>Baseline</source>
        <translation>基线</translation>
    </message>
    <message>
        <source>it is measured once, at the start</source>
        <translation>仅在启动时测量一次</translation>
    </message>
    <message>
        <source>Prefetch queue</source>
        <translation>预取队列</translation>
    </message>
    <message>
        <source>the topic shows larger batches than before</source>
        <translation>主题中出现了比以前更大的批次</translation>
    </message>
    <message>
        <source>Batch in hand</source>
        <translation>手中批次</translation>
    </message>
    <message>
        <source>processing gives it back</source>
        <translation>处理后即释放</translation>
    </message>
    <message>
        <source>Record view</source>
        <translation>记录视图</translation>
    </message>
    <message>
        <source>a smaller record view cap helps</source>
        <translation>调小记录视图上限即可</translation>
    </message>
    <message>
        <source>Allocator slack</source>
        <translation>分配器空闲</translation>
    </message>
    <message>
        <source>Trim returns it</source>
        <translation>“归还内存”可释放</translation>
    </message>
    <message>
        <source>Rest</source>
        <translation>其余</translation>
    </message>
    <message>
        <source>responses in flight, charts and what nobody accounts for</source>
        <translation>传输中的响应、图表以及无人记账的部分</translation>
    </message>
    <message>
        <source>budget %1</source>
        <translation>预算 %1</translation>
    </message>
    <message>
        <source>ceiling %1</source>
        <translation>预测上限 %1</translation>
    </message>
    <message>
        <source>estimate %1</source>
        <translation>估计 %1</translation>
    </message>
    <message>
        <source>container limit %1</source>
        <translation>容器限制 %1</translation>
    </message>
    <message>
        <source>pretend limit %1</source>
        <translation>假定限制 %1</translation>
    </message>
    <message>
        <source>%1 each</source>
        <translation>每条 %1</translation>
    </message>
    <message>
        <source>messages</source>
        <translation>条消息</translation>
    </message>
    <message>
        <source>of batch size</source>
        <translation>占批次条数</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Message rate</source>
        <translation>消息速率</translation>
    </message>
    <message>
        <source>Byte rate</source>
        <translation>字节速率</translation>
    </message>
    <message>
        <source>Lag</source>
        <translation>积压</translation>
    </message>
    <message>
        <source>Batch fill</source>
        <translation>批次填充</translation>
    </message>
    <message>
        <source>m</source>
        <translation>测</translation>
    </message>
    <message>
        <source>measured</source>
        <translation>测量</translation>
    </message>
    <message>
        <source>s</source>
        <translation>统</translation>
    </message>
    <message>
        <source>from statistics</source>
        <translation>来自统计</translation>
    </message>
    <message>
        <source>c</source>
        <translation>配</translation>
    </message>
    <message>
        <source>configured</source>
        <translation>由设置</translation>
    </message>
    <message>
        <source>e</source>
        <translation>估</translation>
    </message>
    <message>
        <source>estimated</source>
        <translation>估计</translation>
    </message>
    <message>
        <source>no sample yet</source>
        <translation>尚无样本</translation>
    </message>
    <message>
        <source>at %1</source>
        <translation>于 %1</translation>
    </message>
    <message>
        <source>last %1</source>
        <translation>最后 %1</translation>
    </message>
    <message>
        <source>now %1</source>
        <translation>现在 %1</translation>
    </message>
    <message>
        <source>parts exceed RSS by %1: estimates overlap</source>
        <translation>各部分之和超出 RSS %1：估计有重叠</translation>
    </message>
    <message>
        <source>Ceiling not yet known: %1</source>
        <translation>预测上限尚未知：%1</translation>
    </message>
    <message>
        <source>Rest: in flight %1, charts and window %2, unattributed %3</source>
        <translation>其余：传输中 %1，图表与窗口 %2，未归属 %3</translation>
    </message>
    <message>
        <source>to budget</source>
        <translation>距预算</translation>
    </message>
    <message>
        <source>over budget by</source>
        <translation>超出预算</translation>
    </message>
    <message>
        <source>to ceiling</source>
        <translation>距预测上限</translation>
    </message>
    <message>
        <source>above ceiling by</source>
        <translation>超出预测上限</translation>
    </message>
    <message>
        <source>to limit</source>
        <translation>距限制</translation>
    </message>
    <message>
        <source>above limit by</source>
        <translation>超出限制</translation>
    </message>
    <message>
        <source>not yet known</source>
        <translation>尚未知</translation>
    </message>
    <message>
        <source>RSS total</source>
        <translation>RSS 合计</translation>
    </message>
    <message>
        <source>RSS, private</source>
        <translation>RSS（私有）</translation>
    </message>
    <message>
        <source>file-backed</source>
        <translation>文件映射</translation>
    </message>
    <message numerus="yes">
        <source>%1 markers</source>
        <translation>
            <numerusform>%1 个标记</numerusform>
        </translation>
    </message>
    <message>
        <source>RSS %1</source>
        <translation>RSS %1</translation>
    </message>
    <message>
        <source>no budget</source>
        <translation>无预算</translation>
    </message>
    <message>
        <source>ceiling not yet known</source>
        <translation>预测上限尚未知</translation>
    </message>
    <message>
        <source>committed in %1</source>
        <translation>%1 内提交</translation>
    </message>
    <message>
        <source>estimated peak</source>
        <translation>估计峰值</translation>
    </message>
    <message>
        <source>steady</source>
        <translation>平稳</translation>
    </message>
    <message>
        <source>falling %1</source>
        <translation>下降 %1</translation>
    </message>
    <message>
        <source>rising %1</source>
        <translation>上升 %1</translation>
    </message>
    <message>
        <source>from %1 to %2</source>
        <translation>从 %1 到 %2</translation>
    </message>
    <message>
        <source>as of %1</source>
        <translation>截至 %1</translation>
    </message>
    <message>
        <source>growing</source>
        <translation>在增长</translation>
    </message>
    <message>
        <source>≈ %1 to clear</source>
        <translation>约 %1 清空</translation>
    </message>
</context>
<context>
    <name>Formula</name>
    <message>
        <source>Term</source>
        <translation>项</translation>
    </message>
    <message>
        <source>Formula</source>
        <translation>公式</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Bytes</source>
        <translation>字节</translation>
    </message>
    <message>
        <source>Known</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Bounded by</source>
        <translation>受限于</translation>
    </message>
    <message>
        <source>Ceiling: never passed while the assumption holds</source>
        <translation>预测上限：假设成立时绝不超过</translation>
    </message>
    <message>
        <source>Estimate: the peak to expect on this topic</source>
        <translation>估计：此主题上预期的峰值</translation>
    </message>
    <message>
        <source>nothing runs</source>
        <translation>没有运行</translation>
    </message>
    <message>
        <source>not yet known</source>
        <translation>尚未知</translation>
    </message>
    <message>
        <source>Sum</source>
        <translation>合计</translation>
    </message>
</context>
<context>
    <name>Guard</name>
    <message>
        <source>Off</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Observing</source>
        <translation>观察中</translation>
    </message>
    <message>
        <source>Adapting</source>
        <translation>调整中</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>Cannot help</source>
        <translation>无能为力</translation>
    </message>
    <message>
        <source>Paused often</source>
        <translation>频繁暂停</translation>
    </message>
    <message>
        <source>Observe</source>
        <translation>观察</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Adapt</source>
        <translation>调整</translation>
    </message>
    <message>
        <source>1 pause</source>
        <translation>暂停 1 次</translation>
    </message>
    <message>
        <source>%1 pauses</source>
        <translation>暂停 %1 次</translation>
    </message>
    <message>
        <source>will refetch %1</source>
        <translation>将重新拉取 %1</translation>
    </message>
    <message>
        <source>refetched %1</source>
        <translation>已重新拉取 %1</translation>
    </message>
    <message>
        <source>no cost</source>
        <translation>无代价</translation>
    </message>
    <message>
        <source>the limits are too high for the budget: lower them</source>
        <translation>各项限制对预算而言过高：请调低</translation>
    </message>
    <message>
        <source>lines are drawn, nothing is enforced</source>
        <translation>只画线，不干预</translation>
    </message>
    <message>
        <source>the memory of this process cannot be read</source>
        <translation>无法读取本进程的内存</translation>
    </message>
    <message>
        <source>no budget and no limit to guard</source>
        <translation>没有预算也没有限制可守</translation>
    </message>
    <message>
        <source>RSS is %1 of %2</source>
        <translation>RSS 为 %2 的 %1</translation>
    </message>
    <message>
        <source>nothing is enforced in the next run</source>
        <translation>下次运行不干预</translation>
    </message>
    <message>
        <source>from the next start on</source>
        <translation>自下次启动起</translation>
    </message>
</context>
<context>
    <name>RecordState</name>
    <message>
        <source>in batch</source>
        <translation>在批次中</translation>
    </message>
    <message>
        <source>Handed over, not processed yet</source>
        <translation>已交付，尚未处理</translation>
    </message>
    <message>
        <source>processed</source>
        <translation>已处理</translation>
    </message>
    <message>
        <source>Processed, not committed: processed again after a crash</source>
        <translation>已处理，未提交：崩溃后会再次处理</translation>
    </message>
    <message>
        <source>committed</source>
        <translation>已提交</translation>
    </message>
    <message>
        <source>The broker confirmed the commit</source>
        <translation>代理已确认提交</translation>
    </message>
    <message>
        <source>committed early</source>
        <translation>提前提交</translation>
    </message>
    <message>
        <source>Committed before it was processed: lost after a crash</source>
        <translation>在处理之前就已提交：崩溃后会丢失</translation>
    </message>
    <message>
        <source>given back</source>
        <translation>已交还</translation>
    </message>
    <message>
        <source>Not processed when its partition was taken away or the run ended; the next owner of the partition gets it</source>
        <translation>分区被收回或运行结束时尚未处理；由该分区的下一个拥有者取得</translation>
    </message>
</context>
<context>
    <name>headroom::ui::ApplyBar</name>
    <message>
        <source>Apply</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>Revert</source>
        <translation>还原</translation>
    </message>
    <message>
        <source>Put the changed values in force (Ctrl+S)</source>
        <translation>使更改的值生效（Ctrl+S）</translation>
    </message>
    <message>
        <source>Back to the values in force</source>
        <translation>恢复为生效中的值</translation>
    </message>
    <message>
        <source>Restart and apply</source>
        <translation>重启并应用</translation>
    </message>
    <message>
        <source>no pending changes</source>
        <translation>没有待应用的更改</translation>
    </message>
    <message>
        <source>1 change</source>
        <translation>1 处更改</translation>
    </message>
    <message>
        <source>%1 changes</source>
        <translation>%1 处更改</translation>
    </message>
    <message>
        <source>: one rebalance</source>
        <translation>：一次再均衡</translation>
    </message>
    <message>
        <source>, %1 fetched again</source>
        <translation>，重新拉取 %1</translation>
    </message>
</context>
<context>
    <name>headroom::ui::BannerStack</name>
    <message>
        <source>Error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Warning</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Banners</source>
        <translation>横幅</translation>
    </message>
</context>
<context>
    <name>headroom::ui::BarLegend</name>
    <message>
        <source>committed</source>
        <translation>已提交</translation>
    </message>
    <message>
        <source>processed, not committed: repeated after a crash</source>
        <translation>已处理，未提交：崩溃后会重复</translation>
    </message>
    <message>
        <source>committed, not processed: lost after a crash</source>
        <translation>已提交，未处理：崩溃后会丢失</translation>
    </message>
    <message>
        <source>not processed yet</source>
        <translation>尚未处理</translation>
    </message>
</context>
<context>
    <name>headroom::ui::BeforeAfterCard</name>
    <message>
        <source>Before / after</source>
        <translation>前后对比</translation>
    </message>
    <message>
        <source>Figures of the runs</source>
        <translation>各次运行的数值</translation>
    </message>
    <message>
        <source>%1 %2: before / after</source>
        <translation>%1 %2：前后对比</translation>
    </message>
    <message>
        <source>measured on this machine, %1, librdkafka %2</source>
        <translation>在本机测得，%1，librdkafka %2</translation>
    </message>
    <message>
        <source>filled in as the runs end</source>
        <translation>每次运行结束后填入</translation>
    </message>
    <message>
        <source>held</source>
        <translation>成立</translation>
    </message>
    <message>
        <source>missed</source>
        <translation>未成立</translation>
    </message>
    <message>
        <source>Missed: %1. Likely: %2.</source>
        <translation>未成立：%1。可能的原因：%2。</translation>
    </message>
</context>
<context>
    <name>headroom::ui::BrokerQuestion</name>
    <message>
        <source>Asking the broker…</source>
        <translation>正在询问 broker…</translation>
    </message>
    <message>
        <source>Read the committed offsets back, and settle the commits whose outcome is unknown (F8)</source>
        <translation>读回已提交的位点，确定结果未知的提交 (F8)</translation>
    </message>
    <message>
        <source>A commit is under way; ask when it has ended</source>
        <translation>有提交正在进行；请在其结束后再询问</translation>
    </message>
    <message>
        <source>No commit is unknown</source>
        <translation>没有结果未知的提交</translation>
    </message>
    <message>
        <source>The broker did not tell what is committed: %1</source>
        <translation>broker 没有告知已提交的位点：%1</translation>
    </message>
</context>
<context>
    <name>headroom::ui::BudgetHead</name>
    <message>
        <source>Budget</source>
        <translation>预算</translation>
    </message>
    <message>
        <source>What this process may use, RSS</source>
        <translation>本进程可用的内存（RSS）</translation>
    </message>
    <message>
        <source>Budget (process RSS)</source>
        <translation>预算（进程 RSS）</translation>
    </message>
    <message>
        <source>Share of the consumer</source>
        <translation>消费者份额</translation>
    </message>
    <message>
        <source>Derive limits…</source>
        <translation>推导限制…</translation>
    </message>
    <message>
        <source>Find the memory settings that hold a budget (Ctrl+Shift+B)</source>
        <translation>找出能守住预算的内存设置（Ctrl+Shift+B）</translation>
    </message>
    <message>
        <source>Formula</source>
        <translation>公式</translation>
    </message>
    <message>
        <source>The ceiling and the estimate, term by term, with the numbers of now (Ctrl+Shift+F)</source>
        <translation>预测上限与估计，逐项列出，用当前数值（Ctrl+Shift+F）</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>window baseline: not yet known</source>
        <translation>窗口基线：尚未知</translation>
    </message>
    <message>
        <source>window baseline %1</source>
        <translation>窗口基线 %1</translation>
    </message>
    <message>
        <source>window baseline %1: nothing is left for the consumer</source>
        <translation>窗口基线 %1：没有剩给消费者的内存</translation>
    </message>
    <message>
        <source>window baseline %1 → consumer share %2</source>
        <translation>窗口基线 %1 → 消费者份额 %2</translation>
    </message>
</context>
<context>
    <name>headroom::ui::CeilingNotice</name>
    <message>
        <source>Above the ceiling</source>
        <translation>超出预测上限</translation>
    </message>
</context>
<context>
    <name>headroom::ui::CeilingSum</name>
    <message>
        <source>Sum of the column MiB</source>
        <translation>MiB 列合计</translation>
    </message>
    <message>
        <source>not bounded by a setting</source>
        <translation>不受设置限制</translation>
    </message>
    <message>
        <source>Baseline, window, the client&apos;s own and the allocator: see Formula</source>
        <translation>基线、窗口、客户端自身与分配器：见“公式”</translation>
    </message>
    <message>
        <source>ceiling</source>
        <translation>预测上限</translation>
    </message>
    <message>
        <source>ceiling %1</source>
        <translation>预测上限 %1</translation>
    </message>
    <message>
        <source>ceiling with these changes (now %1)</source>
        <translation>更改后的预测上限（现为 %1）</translation>
    </message>
    <message>
        <source>: %1 above the budget</source>
        <translation>：超出预算 %1</translation>
    </message>
</context>
<context>
    <name>headroom::ui::ChartExports</name>
    <message>
        <source>Charts, PNG picture (*.png)</source>
        <translation>图表，PNG 图片 (*.png)</translation>
    </message>
    <message>
        <source>Charts, SVG drawing (*.svg)</source>
        <translation>图表，SVG 矢量图 (*.svg)</translation>
    </message>
    <message>
        <source>Whole window, PNG picture (*.png)</source>
        <translation>整个窗口，PNG 图片 (*.png)</translation>
    </message>
    <message>
        <source>The picture could not be written to %1: %2. Choose another place.</source>
        <translation>无法把图片写入 %1：%2。请另选位置。</translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation>保存图片</translation>
    </message>
    <message>
        <source>The picture was written to %1.</source>
        <translation>图片已写入 %1。</translation>
    </message>
    <message>
        <source>it could not be drawn</source>
        <translation>无法绘制</translation>
    </message>
    <message>
        <source>The picture of the charts was copied.</source>
        <translation>图表的图片已复制。</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>知道了</translation>
    </message>
</context>
<context>
    <name>headroom::ui::ChartRounds</name>
    <message>
        <source>waiting for the first sample</source>
        <translation>等待第一个样本</translation>
    </message>
</context>
<context>
    <name>headroom::ui::ColumnsButton</name>
    <message>
        <source>Choose the columns, and what the rows are sorted by</source>
        <translation>选择要显示的列以及各行的排序依据</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>&amp;Sort by</source>
        <translation>排序依据(&amp;S)</translation>
    </message>
    <message>
        <source>Arrival</source>
        <translation>到达顺序</translation>
    </message>
    <message>
        <source>%1, smallest first</source>
        <translation>%1，从小到大</translation>
    </message>
    <message>
        <source>%1, largest first</source>
        <translation>%1，从大到小</translation>
    </message>
</context>
<context>
    <name>headroom::ui::CommitControls</name>
    <message>
        <source>Every %1</source>
        <translation>每 %1</translation>
    </message>
    <message>
        <source>Commit mode</source>
        <translation>提交模式</translation>
    </message>
    <message>
        <source>When offsets are committed</source>
        <translation>何时提交位点</translation>
    </message>
    <message>
        <source>Manual</source>
        <translation>手动</translation>
    </message>
    <message>
        <source>After each batch</source>
        <translation>每批之后</translation>
    </message>
    <message>
        <source>Auto (risky)</source>
        <translation>自动（有风险）</translation>
    </message>
    <message>
        <source>Committing…</source>
        <translation>提交中…</translation>
    </message>
    <message>
        <source>Waiting for the broker&apos;s answer</source>
        <translation>等待代理应答</translation>
    </message>
    <message>
        <source>Commit batch</source>
        <translation>提交本批</translation>
    </message>
    <message>
        <source>Nothing can be committed: the demo broker has ended</source>
        <translation>无法提交：演示代理已结束</translation>
    </message>
    <message>
        <source>Nothing to commit: the consumer does not run</source>
        <translation>没有可提交的：消费者未运行</translation>
    </message>
    <message>
        <source>Nothing to commit: all that is processed is committed</source>
        <translation>没有可提交的：已处理的都已提交</translation>
    </message>
    <message numerus="yes">
        <source>Commits %1 processed messages (Ctrl+Enter)</source>
        <translation>
            <numerusform>提交 %1 条已处理的消息（Ctrl+Enter）</numerusform>
        </translation>
    </message>
    <message>
        <source>   Ctrl+Enter</source>
        <translation>   Ctrl+Enter</translation>
    </message>
    <message>
        <source>Switch to auto-commit</source>
        <translation>切换到自动提交</translation>
    </message>
    <message>
        <source>Auto-commit can lose messages.</source>
        <translation>自动提交可能丢失消息。</translation>
    </message>
    <message numerus="yes">
        <source>

Now: %1 messages are in hand and not processed; each of them would be lost by a crash after the next commit.</source>
        <translation>
            <numerusform>

现在：手中有 %1 条消息尚未处理；下次提交之后若崩溃，它们都会丢失。</numerusform>
        </translation>
    </message>
    <message>
        <source>The client commits offsets every %1 as soon as messages are handed over, before they are processed. The commit board shows them as “at risk: loss”. Switching restarts the consumer.</source>
        <translation>消息一经交付、尚未处理，客户端就每隔 %1 提交一次位点。提交面板将它们显示为“风险：会丢失”。切换会重启消费者。</translation>
    </message>
    <message>
        <source>Keep the present mode</source>
        <translation>保持当前模式</translation>
    </message>
    <message>
        <source>Use auto</source>
        <translation>使用自动</translation>
    </message>
    <message>
        <source>The broker is away since %1: nothing can be committed until it is back</source>
        <translation>自 %1 起没有 broker：恢复之前无法提交</translation>
    </message>
</context>
<context>
    <name>headroom::ui::CommitHistoryModel</name>
    <message>
        <source>Commit batch</source>
        <translation>提交本批</translation>
    </message>
    <message>
        <source>after batch</source>
        <translation>批次之后</translation>
    </message>
    <message>
        <source>interval</source>
        <translation>间隔</translation>
    </message>
    <message>
        <source>rebalance (revoke)</source>
        <translation>再均衡（收回）</translation>
    </message>
    <message>
        <source>stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>auto commit</source>
        <translation>自动提交</translation>
    </message>
    <message>
        <source>waiting for the answer</source>
        <translation>等待应答</translation>
    </message>
    <message>
        <source>committed</source>
        <translation>已提交</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>被拒绝</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>Trigger</source>
        <translation>触发</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Partitions</source>
        <translation>分区</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>延迟</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>结果</translation>
    </message>
</context>
<context>
    <name>headroom::ui::CommitModeBox</name>
    <message>
        <source>Manual</source>
        <translation>手动</translation>
    </message>
    <message>
        <source>Offsets are committed only when you press Commit batch</source>
        <translation>仅在按下“提交本批”时提交位点</translation>
    </message>
    <message>
        <source>After each batch</source>
        <translation>每批之后</translation>
    </message>
    <message>
        <source>Offsets are committed when a batch is processed</source>
        <translation>每处理完一批就提交位点</translation>
    </message>
    <message>
        <source>Every</source>
        <translation>每</translation>
    </message>
    <message>
        <source>What is processed is committed at this interval</source>
        <translation>按此间隔提交已处理的部分</translation>
    </message>
    <message>
        <source>Auto (risky)</source>
        <translation>自动（有风险）</translation>
    </message>
    <message>
        <source>The client commits by itself what it handed out, processed or not</source>
        <translation>客户端自行提交它交付过的消息，无论是否已处理</translation>
    </message>
    <message>
        <source>Commit mode</source>
        <translation>提交模式</translation>
    </message>
    <message>
        <source>Commit interval in seconds</source>
        <translation>提交间隔（秒）</translation>
    </message>
    <message>
        <source> s</source>
        <translation> 秒</translation>
    </message>
    <message>
        <source>Auto commits what is not processed yet: messages are lost after a crash</source>
        <translation>自动模式会提交尚未处理的消息：崩溃后会丢失</translation>
    </message>
    <message>
        <source>Every %1 s</source>
        <translation>每 %1 秒</translation>
    </message>
</context>
<context>
    <name>headroom::ui::CommitPreview</name>
    <message>
        <source>What the commit would do</source>
        <translation>提交将做什么</translation>
    </message>
    <message>
        <source>Partition</source>
        <translation>分区</translation>
    </message>
    <message>
        <source>From offset</source>
        <translation>起始位点</translation>
    </message>
    <message>
        <source>To offset</source>
        <translation>结束位点</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Preview of a commit</source>
        <translation>提交预览</translation>
    </message>
    <message numerus="yes">
        <source>%1 partitions</source>
        <translation>
            <numerusform>%1 个分区</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 processed messages</source>
        <translation>
            <numerusform>%1 条已处理的消息</numerusform>
        </translation>
    </message>
    <message>
        <source>Would commit %1 on %2, those selected. After a crash they would not be delivered again.</source>
        <translation>将提交 %2（所选）上的 %1。崩溃后不会再次交付它们。</translation>
    </message>
    <message>
        <source>Would commit %1 on %2. After a crash they would not be delivered again.</source>
        <translation>将提交 %2 上的 %1。崩溃后不会再次交付它们。</translation>
    </message>
    <message>
        <source>Commit</source>
        <translation>提交</translation>
    </message>
</context>
<context>
    <name>headroom::ui::CommitTables</name>
    <message>
        <source>Partitions or commit history</source>
        <translation>分区或提交历史</translation>
    </message>
    <message>
        <source>Partitions</source>
        <translation>分区</translation>
    </message>
    <message>
        <source>Commit history</source>
        <translation>提交历史</translation>
    </message>
    <message>
        <source>1 rebalance</source>
        <translation>1 次再均衡</translation>
    </message>
    <message>
        <source>%1 rebalances</source>
        <translation>%1 次再均衡</translation>
    </message>
    <message>
        <source>Partitions (%1 assigned, %2)</source>
        <translation>分区（已分配 %1，%2）</translation>
    </message>
    <message>
        <source>Commit history · %1 of %2 kept</source>
        <translation>提交历史 · 保留 %1 / %2</translation>
    </message>
    <message>
        <source> · %1 older or not seen</source>
        <translation> · %1 条更早或未见到</translation>
    </message>
    <message>
        <source> · as of %1</source>
        <translation> · 截至 %1</translation>
    </message>
</context>
<context>
    <name>headroom::ui::CommitView</name>
    <message>
        <source>nothing to commit: still joining the group</source>
        <translation>没有可提交的：仍在加入消费组</translation>
    </message>
    <message>
        <source>stopping: what is processed is committed by the policy for quitting</source>
        <translation>正在停止：按退出策略提交已处理的部分</translation>
    </message>
    <message>
        <source>nothing to commit: not running</source>
        <translation>没有可提交的：未运行</translation>
    </message>
    <message>
        <source>nothing to commit: auto commit is ahead of what is processed</source>
        <translation>没有可提交的：自动提交已超前于处理</translation>
    </message>
    <message>
        <source>nothing to commit: all processed messages are committed</source>
        <translation>没有可提交的：已处理的消息都已提交</translation>
    </message>
    <message>
        <source>Committing…</source>
        <translation>提交中…</translation>
    </message>
    <message>
        <source>waiting for the answer to request %1; pressing again commits what follows</source>
        <translation>等待请求 %1 的应答；再按一次会提交后续部分</translation>
    </message>
    <message numerus="yes">
        <source>%1 processed messages</source>
        <translation>
            <numerusform>%1 条已处理的消息</numerusform>
        </translation>
    </message>
    <message>
        <source>commits %1 on %2</source>
        <translation>将在 %2上提交 %1</translation>
    </message>
    <message numerus="yes">
        <source>%1 partitions</source>
        <translation>
            <numerusform>%1 个分区</numerusform>
        </translation>
    </message>
    <message>
        <source>no broker since %1: nothing can be committed until it is back</source>
        <translation>自 %1 起没有 broker：恢复之前无法提交</translation>
    </message>
    <message>
        <source>Commit selected</source>
        <translation>提交所选</translation>
    </message>
    <message>
        <source>Commits %1 processed messages of the selected partitions only (Ctrl+Alt+Enter)</source>
        <translation>只提交所选分区中已处理的 %1 条消息 (Ctrl+Alt+Enter)</translation>
    </message>
    <message>
        <source>Select partitions in the table first</source>
        <translation>请先在表中选择分区</translation>
    </message>
    <message>
        <source>Nothing to commit on the selected partitions</source>
        <translation>所选分区没有可提交的内容</translation>
    </message>
    <message>
        <source>Preview commit…</source>
        <translation>预览提交…</translation>
    </message>
    <message>
        <source>Preview…</source>
        <translation>预览…</translation>
    </message>
    <message>
        <source>Shows partition by partition what a commit would do, of the selected ones if there are any (Ctrl+Shift+Enter)</source>
        <translation>逐个分区显示提交将做什么；若选中了分区则只含选中的（Ctrl+Shift+Enter）</translation>
    </message>
</context>
<context>
    <name>headroom::ui::ConnectionDialogs</name>
    <message>
        <source>In use, but not kept in the keychain: %1</source>
        <translation>已使用，但未存入钥匙串：%1</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>知道了</translation>
    </message>
    <message>
        <source>Read this &amp;topic</source>
        <translation>读取此主题(&amp;T)</translation>
    </message>
    <message>
        <source>Put the selected topic into the settings; a running consumer is restarted with it</source>
        <translation>把所选主题写入设置；运行中的消费者会随之重启</translation>
    </message>
    <message>
        <source>Choose this &amp;topic</source>
        <translation>选择此主题(&amp;T)</translation>
    </message>
    <message>
        <source>Put the selected topic into the connection</source>
        <translation>把所选主题写入连接</translation>
    </message>
</context>
<context>
    <name>headroom::ui::DeriveDialog</name>
    <message>
        <source>Derive limits from budget</source>
        <translation>由预算推导各项限制</translation>
    </message>
    <message>
        <source>Budget (process RSS)</source>
        <translation>预算（进程 RSS）</translation>
    </message>
    <message>
        <source>What the process may use, for example 192 MiB</source>
        <translation>进程可用的内存，例如 192 MiB</translation>
    </message>
    <message>
        <source>&amp;Budget (process RSS)</source>
        <translation>预算（进程 RSS）(&amp;B)</translation>
    </message>
    <message>
        <source>Use the least budget</source>
        <translation>采用最小预算</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>应用</translation>
    </message>
    <message>
        <source>window baseline %1 → consumer share %2</source>
        <translation>窗口基线 %1 → 消费者份额 %2</translation>
    </message>
    <message>
        <source>Restart and apply</source>
        <translation>重启并应用</translation>
    </message>
    <message>
        <source>Ceiling with the chosen lines: %1 of %2.</source>
        <translation>按所选各行，预测上限为 %2 中的 %1。</translation>
    </message>
    <message>
        <source>Ceiling with the chosen lines: %1, %2 above the budget.</source>
        <translation>按所选各行，预测上限为 %1，超出预算 %2。</translation>
    </message>
    <message>
        <source>Applying costs one rebalance.</source>
        <translation>应用会引起一次再均衡。</translation>
    </message>
</context>
<context>
    <name>headroom::ui::DeriveLines</name>
    <message>
        <source>Derived settings</source>
        <translation>推导出的设置</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>Derived</source>
        <translation>推导值</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>stays</source>
        <translation>不变</translation>
    </message>
</context>
<context>
    <name>headroom::ui::EventTableModel</name>
    <message>
        <source>%1 (x %2)</source>
        <translation>%1（× %2）</translation>
    </message>
    <message>
        <source>info</source>
        <translation>信息</translation>
    </message>
    <message>
        <source>setting</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>commit</source>
        <translation>提交</translation>
    </message>
    <message>
        <source>pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>guard</source>
        <translation>守卫</translation>
    </message>
    <message>
        <source>rebalance</source>
        <translation>再均衡</translation>
    </message>
    <message>
        <source>trim</source>
        <translation>归还</translation>
    </message>
    <message>
        <source>error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>client</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>log: trace</source>
        <translation>日志：跟踪</translation>
    </message>
    <message>
        <source>log: debug</source>
        <translation>日志：调试</translation>
    </message>
    <message>
        <source>log: info</source>
        <translation>日志：信息</translation>
    </message>
    <message>
        <source>log: warning</source>
        <translation>日志：警告</translation>
    </message>
    <message>
        <source>log: error</source>
        <translation>日志：错误</translation>
    </message>
    <message>
        <source>log: critical</source>
        <translation>日志：严重</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>note</source>
        <translation>备注</translation>
    </message>
</context>
<context>
    <name>headroom::ui::EventsView</name>
    <message>
        <source>Events</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Show events of one kind only</source>
        <translation>只显示一种事件</translation>
    </message>
    <message>
        <source>All kinds</source>
        <translation>全部类型</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Show events whose text contains this (Ctrl+F)</source>
        <translation>只显示包含此文字的事件（Ctrl+F）</translation>
    </message>
    <message>
        <source>text</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>Follow tail</source>
        <translation>跟随最新</translation>
    </message>
    <message>
        <source>Keep the newest event in sight (End)</source>
        <translation>始终显示最新事件（End）</translation>
    </message>
    <message>
        <source>F&amp;ilter</source>
        <translation>筛选(&amp;I)</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %2 kept events</source>
        <translation>
            <numerusform>保留的 %2 条事件中的 %1 条</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 of %2 kept</source>
        <translation>保留 %1 / %2</translation>
    </message>
    <message>
        <source> · %1 older dropped</source>
        <translation> · 已丢弃更早的 %1 条</translation>
    </message>
</context>
<context>
    <name>headroom::ui::ExportDialog</name>
    <message>
        <source>All kept rows (%1)</source>
        <translation>全部保留的行（%1）</translation>
    </message>
    <message>
        <source>Rows that match the filter (%1)</source>
        <translation>符合筛选的行（%1）</translation>
    </message>
    <message>
        <source>Rows that match the filter so far (%1)</source>
        <translation>目前符合筛选的行（%1）</translation>
    </message>
    <message>
        <source>&amp;Raw</source>
        <translation>原样(&amp;R)</translation>
    </message>
    <message>
        <source>Export messages</source>
        <translation>导出消息</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Which of the kept rows go into the file</source>
        <translation>把哪些保留的行写入文件</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>How the rows are written</source>
        <translation>以何种格式写入</translation>
    </message>
    <message>
        <source>Raw</source>
        <translation>原样</translation>
    </message>
    <message>
        <source>No guard against formulas, and control characters as they are: for programs, not for spreadsheets</source>
        <translation>不防范公式，控制字符原样写出：供程序使用，不适合电子表格</translation>
    </message>
    <message>
        <source>The file holds what the record view keeps of each message; the sizes in it are those of the whole message.</source>
        <translation>文件包含记录视图为每条消息保留的部分；其中的大小是整条消息的大小。</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>&amp;Save as…</source>
        <translation>另存为(&amp;S)…</translation>
    </message>
    <message>
        <source>R&amp;ows</source>
        <translation>行(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Format</source>
        <translation>格式(&amp;F)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message numerus="yes">
        <source>Writing %1 rows…</source>
        <translation>
            <numerusform>正在写入 %1 行…</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancelled; nothing was written.</source>
        <translation>已取消；没有写入任何内容。</translation>
    </message>
    <message numerus="yes">
        <source>%1 rows, %2, written to %3.</source>
        <translation>
            <numerusform>%1 行，%2，已写入 %3。</numerusform>
        </translation>
    </message>
    <message>
        <source> The record view keeps only a part of %1 of them.</source>
        <translation>其中 %1 条记录视图只保留了一部分。</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>最多</translation>
    </message>
    <message>
        <source>Only the last so many of these rows, in the order in which they are shown</source>
        <translation>只取这些行中最后的若干行，按显示的顺序</translation>
    </message>
    <message>
        <source>all rows</source>
        <translation>所有行</translation>
    </message>
    <message>
        <source>At &amp;most</source>
        <translation>最多(&amp;M)</translation>
    </message>
</context>
<context>
    <name>headroom::ui::FilterHelp</name>
    <message>
        <source>Filter messages</source>
        <translation>筛选消息</translation>
    </message>
    <message>
        <source>Conditions with blanks between them all have to hold. Return takes the selected example over.</source>
        <translation>以空格隔开的条件须全部成立。按回车采用所选示例。</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>示例</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Finds messages with</source>
        <translation>找出的消息</translation>
    </message>
    <message>
        <source>Use example</source>
        <translation>采用示例</translation>
    </message>
</context>
<context>
    <name>headroom::ui::FormulaDialog</name>
    <message>
        <source>Memory formula</source>
        <translation>内存公式</translation>
    </message>
    <message>
        <source>Terms of the ceiling and of the estimate</source>
        <translation>预测上限与估计的各项</translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation>复制为文本</translation>
    </message>
</context>
<context>
    <name>headroom::ui::GuardChip</name>
    <message>
        <source>Guard: %1</source>
        <translation>守卫：%1</translation>
    </message>
</context>
<context>
    <name>headroom::ui::GuardField</name>
    <message>
        <source>Guard</source>
        <translation>守卫状态</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>What the guard has cost</source>
        <translation>守卫的代价</translation>
    </message>
</context>
<context>
    <name>headroom::ui::GuideDialog</name>
    <message>
        <source>User guide</source>
        <translation>用户指南</translation>
    </message>
    <message>
        <source>Chapters</source>
        <translation>章节</translation>
    </message>
    <message>
        <source>guide.md</source>
        <extracomment>The page of the guide in this language; a file of resources/docs</extracomment>
        <translation>guide.zh_CN.md</translation>
    </message>
</context>
<context>
    <name>headroom::ui::HeadroomGauge</name>
    <message>
        <source>Memory gauge</source>
        <translation>内存量规</translation>
    </message>
    <message>
        <source>pretend limit %1</source>
        <translation>假定限制 %1</translation>
    </message>
    <message>
        <source>container limit %1</source>
        <translation>容器限制 %1</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>%1, no budget</source>
        <translation>%1，无预算</translation>
    </message>
    <message>
        <source>ceiling %1</source>
        <translation>预测上限 %1</translation>
    </message>
    <message>
        <source>pretended %1</source>
        <translation>假定 %1</translation>
    </message>
    <message>
        <source>limit %1</source>
        <translation>限制 %1</translation>
    </message>
    <message>
        <source>budget %1</source>
        <translation>预算 %1</translation>
    </message>
    <message>
        <source>RSS %1</source>
        <translation>RSS %1</translation>
    </message>
</context>
<context>
    <name>headroom::ui::HeadroomStrip</name>
    <message>
        <source>steady</source>
        <translation>平稳</translation>
    </message>
    <message>
        <source>falling</source>
        <translation>下降</translation>
    </message>
    <message>
        <source>rising</source>
        <translation>上升</translation>
    </message>
    <message>
        <source>&gt; %1 min</source>
        <translation>&gt; %1 分钟</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 分 %2 秒</translation>
    </message>
    <message>
        <source>Headroom strip</source>
        <translation>余量条</translation>
    </message>
    <message>
        <source>%1 of budget</source>
        <translation>预算的 %1</translation>
    </message>
    <message>
        <source>%1, almost none</source>
        <translation>%1，所剩无几</translation>
    </message>
    <message>
        <source>Headroom</source>
        <translation>余量</translation>
    </message>
    <message>
        <source>Time to limit</source>
        <translation>到上限时间</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>速率</translation>
    </message>
    <message>
        <source>Lag</source>
        <translation>积压</translation>
    </message>
    <message>
        <source>At risk</source>
        <translation>风险</translation>
    </message>
    <message>
        <source>%1 (repeat)</source>
        <translation>%1（会重复）</translation>
    </message>
    <message>
        <source>Messages a crash now would repeat (processed, not committed) or lose (committed, not processed)</source>
        <translation>若此刻崩溃会重复（已处理未提交）或丢失（已提交未处理）的消息</translation>
    </message>
    <message>
        <source>High watermark less committed offset, over all partitions</source>
        <translation>高水位减去已提交位点，所有分区之和</translation>
    </message>
    <message>
        <source>When RSS reaches budget or container limit if it goes on rising as in the last 30 s</source>
        <translation>若按最近 30 秒的速度继续上升，RSS 何时到达预算或容器限制</translation>
    </message>
    <message>
        <source>Budget less the RSS of this process</source>
        <translation>预算减去本进程的 RSS</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>%1 (loss)</source>
        <translation>%1（会丢失）</translation>
    </message>
    <message>
        <source>no budget</source>
        <translation>无预算</translation>
    </message>
    <message>
        <source>over budget</source>
        <translation>超出预算</translation>
    </message>
    <message>
        <source>%1, low</source>
        <translation>%1，偏低</translation>
    </message>
    <message>
        <source>as of %1</source>
        <translation>截至 %1</translation>
    </message>
</context>
<context>
    <name>headroom::ui::JsonTree</name>
    <message>
        <source>Value as a tree</source>
        <translation>值的树形视图</translation>
    </message>
    <message>
        <source>&amp;Filter by this value</source>
        <translation>按此值筛选(&amp;F)</translation>
    </message>
</context>
<context>
    <name>headroom::ui::JsonTreeModel</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
</context>
<context>
    <name>headroom::ui::LastCommitBox</name>
    <message>
        <source>Sent</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Latency</source>
        <translation>延迟</translation>
    </message>
    <message>
        <source>Typical</source>
        <translation>通常</translation>
    </message>
    <message>
        <source>In flight</source>
        <translation>进行中</translation>
    </message>
    <message>
        <source>Since start</source>
        <translation>累计</translation>
    </message>
    <message>
        <source>Last commit</source>
        <translation>上次提交</translation>
    </message>
    <message>
        <source>p50 %1 · p95 %2</source>
        <translation>p50 %1 · p95 %2</translation>
    </message>
    <message numerus="yes">
        <source>request %1, %2 messages</source>
        <translation>
            <numerusform>请求 %1，%2 条消息</numerusform>
        </translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>%1 ok · %2 unknown · %3 refused</source>
        <translation>成功 %1 · 未知 %2 · 被拒绝 %3</translation>
    </message>
    <message>
        <source>%1 (request %2)</source>
        <translation>%1（请求 %2）</translation>
    </message>
    <message>
        <source>%1 (no answer)</source>
        <translation>%1（无应答）</translation>
    </message>
</context>
<context>
    <name>headroom::ui::LatencyChart</name>
    <message>
        <source>Commit latency, ms</source>
        <translation>提交延迟，ms</translation>
    </message>
    <message>
        <source>%1 confirmed, %2 failed, %3 unknown</source>
        <translation>%1 成功，%2 失败，%3 未知</translation>
    </message>
    <message>
        <source>Request %1: confirmed after %2</source>
        <translation>请求 %1：%2 后成功</translation>
    </message>
    <message>
        <source>Request %1: failed after %2</source>
        <translation>请求 %1：%2 后失败</translation>
    </message>
    <message>
        <source>Request %1: no answer in %2</source>
        <translation>请求 %1：%2 内没有应答</translation>
    </message>
</context>
<context>
    <name>headroom::ui::LimitBanner</name>
    <message>
        <source>The guard cannot help: fetching is paused and RSS stays above its limit of %1.</source>
        <translation>守卫无能为力：已暂停拉取，RSS 仍高于 %1 的限制。</translation>
    </message>
    <message>
        <source>The guard paused more than 6 times in 10 minutes: the limits are too high for the budget.</source>
        <translation>守卫在 10 分钟内暂停了 6 次以上：各项限制对预算而言过高。</translation>
    </message>
    <message>
        <source>Memory nears the budget of %1.</source>
        <translation>内存接近 %1 的预算。</translation>
    </message>
    <message>
        <source>Memory nears the pretended limit of %1.</source>
        <translation>内存接近 %1 的假定限制。</translation>
    </message>
    <message>
        <source>Memory nears the container&apos;s limit of %1: the system ends what passes it.</source>
        <translation>内存接近 %1 的容器限制：超过者会被系统结束。</translation>
    </message>
    <message>
        <source>Trim</source>
        <translation>归还内存</translation>
    </message>
    <message>
        <source>Derive limits…</source>
        <translation>推导限制…</translation>
    </message>
    <message>
        <source>Show setting</source>
        <translation>显示设置</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>知道了</translation>
    </message>
</context>
<context>
    <name>headroom::ui::LostOffsetDialog</name>
    <message>
        <source>Offset out of range</source>
        <translation>位点超出范围</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Leave it standing</source>
        <translation>让它停着</translation>
    </message>
    <message>
        <source>%1 partition %2: the batch at offset %3 cannot be read.</source>
        <translation>%1 分区 %2：位点 %3 处的批次无法读取。</translation>
    </message>
    <message>
        <source>%1 partition %2: offset %3 no longer exists.</source>
        <translation>%1 分区 %2：位点 %3 已不存在。</translation>
    </message>
    <message>
        <source>The broker now keeps %1 … %2.</source>
        <translation>代理现在保留 %1 … %2。</translation>
    </message>
    <message numerus="yes">
        <source> %1 messages between were deleted and cannot be read.</source>
        <translation>
            <numerusform>其间的 %1 条消息已被删除，无法读取。</numerusform>
        </translation>
    </message>
    <message>
        <source> Nothing was passed over. The batch may be damaged on the broker.</source>
        <translation>没有跳过任何消息。代理上的批次可能已损坏。</translation>
    </message>
    <message>
        <source> The wanted offset lies beyond the end: the topic may have been created anew.</source>
        <translation>所需位点在末尾之后：主题可能被重新创建过。</translation>
    </message>
    <message numerus="yes">
        <source>Earliest kept (%1): %2 messages lost, %3 to read</source>
        <translation>
            <numerusform>最早保留的（%1）：丢失 %2 条消息，待读 %3 条</numerusform>
        </translation>
    </message>
    <message>
        <source>Earliest kept (%1): %2 to read, perhaps again</source>
        <translation>最早保留的（%1）：待读 %2 条，可能重复</translation>
    </message>
    <message numerus="yes">
        <source>Latest (%1): %2 messages skipped</source>
        <translation>
            <numerusform>最新（%1）：跳过 %2 条消息</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The same for %1 more partitions</source>
        <translation>
            <numerusform>其余 %1 个分区同样处理</numerusform>
        </translation>
    </message>
    <message>
        <source> Its log was cut off at %1: what was read behind it is gone, or other messages stand there.</source>
        <translation>其日志在 %1 处被截断：此后读过的内容已不存在，或已换成别的消息。</translation>
    </message>
    <message>
        <source>Choose offset or time…</source>
        <translation>选择位点或时间…</translation>
    </message>
    <message>
        <source>Offset or time</source>
        <translation>位点或时间</translation>
    </message>
    <message>
        <source>offset, or time such as 2026-03-01T12:00:00</source>
        <translation>位点，或时间，例如 2026-03-01T12:00:00</translation>
    </message>
    <message>
        <source>At a time: at the first message that is not older. Times are UTC unless they name their offset.</source>
        <translation>按时间：从第一条不早于该时间的消息开始。未注明时区的时间为 UTC。</translation>
    </message>
    <message>
        <source>An offset from %1 to %2, or a time such as 2026-03-01T12:00:00 (UTC).</source>
        <translation>%1 到 %2 之间的位点，或时间，例如 2026-03-01T12:00:00 (UTC)。</translation>
    </message>
</context>
<context>
    <name>headroom::ui::MainWindow</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Commit board</source>
        <translation>提交面板</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>In force, but not kept for the next start: %1</source>
        <translation>已生效，但未为下次启动保存：%1</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>知道了</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>会话</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>The language changes with the next start, because a scenario is being played.</source>
        <translation>语言将在下次启动时切换，因为正在播放场景。</translation>
    </message>
    <message>
        <source>The language changes with the next start, because there are changed settings that are not applied.</source>
        <translation>语言将在下次启动时切换，因为有已更改但未应用的设置。</translation>
    </message>
    <message>
        <source>Demo broker</source>
        <translation>演示代理</translation>
    </message>
    <message>
        <source>new</source>
        <translation>新</translation>
    </message>
    <message>
        <source>Headroom – %1 · group %2 · %3</source>
        <translation>Headroom – %1 · 消费组 %2 · %3</translation>
    </message>
    <message>
        <source>Demo broker (embedded)</source>
        <translation>演示代理（内置）</translation>
    </message>
    <message>
        <source>About Headroom</source>
        <translation>关于 Headroom</translation>
    </message>
    <message>
        <source>Headroom %1</source>
        <translation>Headroom %1</translation>
    </message>
    <message>
        <source>A Kafka consumer whose memory is bounded, and shown.

librdkafka %1 · Qt %2
Free software under the GNU General Public License, version 3 or later.</source>
        <translation>内存有界且看得见的 Kafka 消费者。

librdkafka %1 · Qt %2
自由软件，GNU 通用公共许可证第 3 版或更新版本。</translation>
    </message>
    <message>
        <source>Scenario %1</source>
        <translation>场景 %1</translation>
    </message>
    <message>
        <source>Scenario</source>
        <translation>场景</translation>
    </message>
    <message>
        <source>The card could not be written to %1.</source>
        <translation>无法把卡片写入 %1。</translation>
    </message>
    <message>
        <source>Commit &amp;selected</source>
        <translation>提交所选(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Preview commit…</source>
        <translation>预览提交(&amp;P)…</translation>
    </message>
</context>
<context>
    <name>headroom::ui::MemoryControls</name>
    <message>
        <source>1 min</source>
        <translation>1 分钟</translation>
    </message>
    <message>
        <source>5 min</source>
        <translation>5 分钟</translation>
    </message>
    <message>
        <source>15 min</source>
        <translation>15 分钟</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Memory (RSS by owner)</source>
        <translation>内存，按归属（RSS）</translation>
    </message>
    <message>
        <source>Range</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>跟随</translation>
    </message>
    <message>
        <source>Keep the newest sample in sight (End)</source>
        <translation>始终显示最新样本（End）</translation>
    </message>
    <message>
        <source>Markers</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>Show the labels of markers; their lines stay</source>
        <translation>显示标记的文字；竖线始终显示</translation>
    </message>
    <message>
        <source>Range: %1</source>
        <translation>范围：%1</translation>
    </message>
    <message>
        <source>Show the last %1</source>
        <translation>显示最近 %1</translation>
    </message>
    <message>
        <source>Show the whole history, at most 12 hours</source>
        <translation>显示全部历史，最多 12 小时</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation>保存图片</translation>
    </message>
</context>
<context>
    <name>headroom::ui::MemoryView</name>
    <message>
        <source>Memory (RSS by owner)</source>
        <translation>内存，按归属（RSS）</translation>
    </message>
</context>
<context>
    <name>headroom::ui::MessageCounts</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message numerus="yes">
        <source>%1 rows</source>
        <translation>
            <numerusform>%1 行</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 not kept</source>
        <translation>未保留 %1</translation>
    </message>
    <message>
        <source>%1 seen</source>
        <translation>已检查 %1</translation>
    </message>
    <message>
        <source>%1 matched</source>
        <translation>匹配 %1</translation>
    </message>
    <message>
        <source>%1 kept</source>
        <translation>保留 %1</translation>
    </message>
    <message>
        <source>%1 undecided</source>
        <translation>未能判定 %1</translation>
    </message>
    <message>
        <source>evicted 0</source>
        <translation>已淘汰 0</translation>
    </message>
    <message>
        <source>evicted %1, %2</source>
        <translation>已淘汰 %1，%2</translation>
    </message>
    <message>
        <source>Of those that match, at most 2 000 a second are kept.</source>
        <translation>匹配的消息中，每秒最多保留 2 000 条。</translation>
    </message>
    <message>
        <source>Of all messages at most 2 000 a second are kept; “Keep only matches” keeps that many of those that match.</source>
        <translation>所有消息中每秒最多保留 2 000 条；“只保留匹配的”则保留同样多的匹配消息。</translation>
    </message>
    <message>
        <source>Every message since this filter was set, tested whole; a test takes %1 µs. %2 Undecided ones would have cost too much to test; they count as no match.</source>
        <translation>自设置此筛选以来的每条消息都完整检验过；每次检验需 %1 µs。%2 未判定的消息检验代价过高，计为不匹配。</translation>
    </message>
</context>
<context>
    <name>headroom::ui::MessageFilterBar</name>
    <message>
        <source>Follow tail</source>
        <translation>跟随最新</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Partition</source>
        <translation>分区</translation>
    </message>
    <message>
        <source>Show one partition only</source>
        <translation>只显示一个分区</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Show messages in one state only</source>
        <translation>只显示一种状态的消息</translation>
    </message>
    <message>
        <source>Keep the newest message in sight (End)</source>
        <translation>始终显示最新消息（End）</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Write the kept or filtered rows to a file (Ctrl+E)</source>
        <translation>把保留的或筛选出的行写入文件（Ctrl+E）</translation>
    </message>
    <message>
        <source>All partitions</source>
        <translation>全部分区</translation>
    </message>
    <message>
        <source>Any state</source>
        <translation>任意状态</translation>
    </message>
    <message>
        <source>What the record view holds</source>
        <translation>记录视图的内容</translation>
    </message>
    <message>
        <source>F&amp;ilter</source>
        <translation>筛选(&amp;I)</translation>
    </message>
    <message>
        <source>%1, partition %2</source>
        <translation>%1，分区 %2</translation>
    </message>
    <message>
        <source>Partition %1</source>
        <translation>分区 %1</translation>
    </message>
    <message>
        <source>&amp;Keep only matches</source>
        <translation>只保留匹配的(&amp;K)</translation>
    </message>
    <message>
        <source>What can be typed into the filter (Alt+Down)</source>
        <translation>筛选框中可以输入什么（Alt+↓）</translation>
    </message>
    <message>
        <source>Keep only matches</source>
        <translation>只保留匹配的</translation>
    </message>
    <message>
        <source>text, /regex/, key:, $.json</source>
        <translation>文字、/正则/、key:、$.json</translation>
    </message>
    <message>
        <source>What the filter shows</source>
        <translation>筛选显示的内容</translation>
    </message>
    <message>
        <source>What the filter found</source>
        <translation>筛选找到的内容</translation>
    </message>
    <message>
        <source>Show the kept rows that match, and count matches among all messages: text, /regex/, key:, header:, partition:, offset:, $.json.path == value (Ctrl+F)</source>
        <translation>显示保留行中匹配的行，并在所有消息中统计匹配数：文本、/正则/、key:、header:、partition:、offset:、$.json.path == 值 (Ctrl+F)</translation>
    </message>
    <message>
        <source>Of the messages that are taken keep only those that match: a rare one is found among millions. Held rows stay</source>
        <translation>取到的消息中只保留匹配的：可在数百万条中找到罕见的一条。已保留的行不变</translation>
    </message>
</context>
<context>
    <name>headroom::ui::MessagesEmptyCard</name>
    <message>
        <source>No message yet. Start the consumer to see messages here.</source>
        <translation>尚无消息。启动消费者后，消息会显示在这里。</translation>
    </message>
    <message>
        <source>No message yet. Connecting and joining the group…</source>
        <translation>尚无消息。正在连接并加入消费组…</translation>
    </message>
    <message>
        <source>No message yet. The consumer is paused; Resume takes messages again.</source>
        <translation>尚无消息。消费者已暂停；“继续”后会再次取出消息。</translation>
    </message>
    <message>
        <source>No message was kept. Start the consumer to see messages here.</source>
        <translation>没有保留的消息。启动消费者后，消息会显示在这里。</translation>
    </message>
    <message>
        <source>No message. The consumer ended with an error; see Events.</source>
        <translation>没有消息。消费者因错误结束；见“事件”。</translation>
    </message>
    <message>
        <source>No message matched so far. Every message is tested; those that match appear here.</source>
        <translation>迄今没有匹配的消息。每条消息都会检查；匹配的会显示在这里。</translation>
    </message>
    <message>
        <source>No message yet. Start position is “%1”: older messages are not read. Produce one, or start at “earliest”.</source>
        <translation>尚无消息。起始位置为“%1”：不读取更早的消息。请生产一条，或从“earliest”开始。</translation>
    </message>
    <message>
        <source>Clear filter</source>
        <translation>清除筛选</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>搜索中…</translation>
    </message>
    <message numerus="yes">
        <source>0 of %1 kept rows match</source>
        <translation>
            <numerusform>保留的 %1 行中没有匹配的</numerusform>
        </translation>
    </message>
    <message>
        <source>No message yet. Start position is “%1”: the topic holds none. Produce one.</source>
        <translation>还没有消息。起始位置是“%1”：主题中没有消息。请生产一条。</translation>
    </message>
    <message>
        <source>Start at earliest</source>
        <translation>从最早开始</translation>
    </message>
    <message>
        <source>Start position…</source>
        <translation>起始位置…</translation>
    </message>
    <message>
        <source>Begin a new run at the oldest messages that are kept: one rebalance</source>
        <translation>从现存最早的消息开始新的运行：一次再均衡</translation>
    </message>
    <message>
        <source>Go to the setting that says where a run starts</source>
        <translation>转到决定运行起点的设置</translation>
    </message>
</context>
<context>
    <name>headroom::ui::MessagesView</name>
    <message>
        <source>no key</source>
        <translation>无键</translation>
    </message>
    <message>
        <source>empty key</source>
        <translation>空键</translation>
    </message>
    <message>
        <source>key %1</source>
        <translation>键 %1</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>partition %1 · offset %2</source>
        <translation>分区 %1 · 位点 %2</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %2 kept rows</source>
        <translation>
            <numerusform>保留的 %2 行中的 %1 行</numerusform>
        </translation>
    </message>
    <message>
        <source>, searching…</source>
        <translation>，搜索中…</translation>
    </message>
    <message>
        <source>; %1 undecided: too costly, or cut</source>
        <translation>；%1 条未能判定：代价过高或被截断</translation>
    </message>
    <message>
        <source>The record view no longer knows where this message was.</source>
        <translation>记录视图已不知道这条消息原来的位置。</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>已取消。</translation>
    </message>
    <message>
        <source>Commit what is processed on this partition, up to and with this message</source>
        <translation>提交此分区中已处理的消息，直到并包括此消息</translation>
    </message>
    <message>
        <source>Nothing to commit up to this message: it is committed, not processed yet, or not ours</source>
        <translation>到此消息为止没有可提交的内容：它已提交、尚未处理，或不属于本成员</translation>
    </message>
</context>
<context>
    <name>headroom::ui::NewRowsButton</name>
    <message>
        <source>Go to the newest rows (End)</source>
        <translation>转到最新的行（End）</translation>
    </message>
    <message>
        <source>↓ %1 new</source>
        <translation>↓ %1 条新消息</translation>
    </message>
    <message>
        <source>%1 new rows</source>
        <translation>%1 行新消息</translation>
    </message>
</context>
<context>
    <name>headroom::ui::NoteEdit</name>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>note, then Return</source>
        <translation>备注，然后按回车</translation>
    </message>
    <message>
        <source>A note for this instant on the charts, at most %1 characters; Return takes it, Esc drops it</source>
        <translation>为图表上的这一时刻写备注，最多 %1 个字符；按回车确认，按 Esc 放弃</translation>
    </message>
</context>
<context>
    <name>headroom::ui::PartitionTableModel</name>
    <message>
        <source>%1 loss</source>
        <translation>%1 会丢失</translation>
    </message>
    <message>
        <source>%1 repeat</source>
        <translation>%1 会重复</translation>
    </message>
    <message>
        <source>%1 redelivered</source>
        <translation>%1 将重新投递</translation>
    </message>
    <message>
        <source>offset lost</source>
        <translation>位点失效</translation>
    </message>
    <message>
        <source>not ours</source>
        <translation>非本方</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>ok</source>
        <translation>成功</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>被拒绝</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Committed, not processed: lost after a crash</source>
        <translation>已提交，未处理：崩溃后会丢失</translation>
    </message>
    <message>
        <source>Processed, not committed: processed again after a crash</source>
        <translation>已处理，未提交：崩溃后会再次处理</translation>
    </message>
    <message>
        <source>Processed, not committed when the partition was taken away: its next owner gets it again</source>
        <translation>分区被收回时已处理但未提交：下一个拥有者会再次取得</translation>
    </message>
    <message>
        <source>The wanted offset is gone: the partition stands still until you choose where to go on</source>
        <translation>所需位点已失效：在您选择从何处继续之前，该分区停止不动</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Processed</source>
        <translation>已处理</translation>
    </message>
    <message>
        <source>Committed</source>
        <translation>已提交</translation>
    </message>
    <message>
        <source>High
watermark</source>
        <translation>高水位</translation>
    </message>
    <message>
        <source>Lag</source>
        <translation>积压</translation>
    </message>
    <message>
        <source>At risk</source>
        <translation>风险</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Last
outcome</source>
        <translation>最近
结果</translation>
    </message>
    <message>
        <source>Partition number</source>
        <translation>分区号</translation>
    </message>
    <message>
        <source>Next record to be handed out</source>
        <translation>下一条将交付的记录</translation>
    </message>
    <message>
        <source>All before it are processed, in order</source>
        <translation>在此之前的都已按序处理</translation>
    </message>
    <message>
        <source>All before it are committed, confirmed by the broker</source>
        <translation>在此之前的都已提交，并经代理确认</translation>
    </message>
    <message>
        <source>Offset of the next record to be produced</source>
        <translation>下一条将生产的记录的位点</translation>
    </message>
    <message>
        <source>High watermark minus committed</source>
        <translation>高水位减去已提交</translation>
    </message>
    <message>
        <source>Would be processed again (repeat) or never (loss) after a crash</source>
        <translation>崩溃后会再次处理（会重复）或永不处理（会丢失）</translation>
    </message>
    <message>
        <source>Committed, at risk and not processed, from the first record of this session to the high watermark</source>
        <translation>已提交、有风险和未处理的部分，从本会话第一条记录到高水位</translation>
    </message>
    <message>
        <source>How the last commit ended here</source>
        <translation>此分区上次提交的结果</translation>
    </message>
    <message>
        <source>growing</source>
        <translation>在增长</translation>
    </message>
    <message>
        <source>Clears
in</source>
        <translation>清空
用时</translation>
    </message>
    <message>
        <source>When no lag is left, by how it fell in the last 30 s; growing: producers are faster</source>
        <translation>按最近 30 秒的下降速度，何时不再有积压；在增长：生产者更快</translation>
    </message>
    <message>
        <source>P</source>
        <translation>分区</translation>
    </message>
</context>
<context>
    <name>headroom::ui::ProfileDialog</name>
    <message>
        <source>Connections</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>使用</translation>
    </message>
    <message>
        <source>Put this connection in force</source>
        <translation>启用此连接</translation>
    </message>
    <message>
        <source>Profiles</source>
        <translation>连接配置</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>删除(&amp;D)</translation>
    </message>
    <message>
        <source>Delete the selected profile; what is in force stays</source>
        <translation>删除所选配置；生效中的设置不变</translation>
    </message>
    <message>
        <source>&amp;Import…</source>
        <translation>导入(&amp;I)…</translation>
    </message>
    <message>
        <source>Look at a profile from somebody else, and take it over</source>
        <translation>查看他人的配置并接受</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>&amp;Save as…</source>
        <translation>另存为(&amp;S)…</translation>
    </message>
    <message>
        <source>Keep these settings under a name, without passwords</source>
        <translation>以一个名称保存这些设置，不含密码</translation>
    </message>
    <message>
        <source>&amp;Test connection</source>
        <translation>测试连接(&amp;T)</translation>
    </message>
    <message>
        <source>Try to connect, in no group; takes 10 s at most</source>
        <translation>尝试连接，不加入消费组；最多 10 秒</translation>
    </message>
    <message>
        <source>Demo broker (embedded)</source>
        <translation>演示代理（内置）</translation>
    </message>
    <message>
        <source>Save connection</source>
        <translation>保存连接</translation>
    </message>
    <message>
        <source>Name of the profile:</source>
        <translation>配置名称：</translation>
    </message>
    <message>
        <source>Saved as %1, without passwords.</source>
        <translation>已保存为 %1，不含密码。</translation>
    </message>
    <message>
        <source>Deleted %1.</source>
        <translation>已删除 %1。</translation>
    </message>
    <message>
        <source>Profile from a file</source>
        <translation>来自文件的配置</translation>
    </message>
    <message>
        <source>Profiles (*.json)</source>
        <translation>连接配置 (*.json)</translation>
    </message>
    <message>
        <source>Taken over into the form; press Use or save it.</source>
        <translation>已填入表单；请按“使用”或保存。</translation>
    </message>
    <message>
        <source>Connecting to %1 …</source>
        <translation>正在连接 %1 …</translation>
    </message>
</context>
<context>
    <name>headroom::ui::ProfileForm</name>
    <message>
        <source>C&amp;hoose…</source>
        <translation>选择(&amp;H)…</translation>
    </message>
    <message>
        <source>Ask these brokers for their topics</source>
        <translation>向这些 broker 询问主题</translation>
    </message>
</context>
<context>
    <name>headroom::ui::QuitDialog</name>
    <message>
        <source>Quit Headroom</source>
        <translation>退出 Headroom</translation>
    </message>
    <message numerus="yes">
        <source>%1 processed messages are not committed.</source>
        <translation>
            <numerusform>有 %1 条已处理的消息未提交。</numerusform>
        </translation>
    </message>
    <message>
        <source>If you quit without committing, the group reads them again on the next start.</source>
        <translation>若不提交就退出，消费组下次启动时会再次读取它们。</translation>
    </message>
    <message numerus="yes">
        <source> %1 more messages in the batch are not processed yet.</source>
        <translation>
            <numerusform>批次中还有 %1 条消息尚未处理。</numerusform>
        </translation>
    </message>
    <message>
        <source>Commit and quit</source>
        <translation>提交并退出</translation>
    </message>
    <message>
        <source>Quit without commit</source>
        <translation>不提交就退出</translation>
    </message>
    <message>
        <source>Partitions with uncommitted messages</source>
        <translation>有未提交消息的分区</translation>
    </message>
    <message>
        <source>Partition</source>
        <translation>分区</translation>
    </message>
    <message>
        <source>Processed</source>
        <translation>已处理</translation>
    </message>
    <message>
        <source>Committed</source>
        <translation>已提交</translation>
    </message>
    <message>
        <source>At risk</source>
        <translation>风险</translation>
    </message>
    <message>
        <source>and 1 more partition</source>
        <translation>以及另外 1 个分区</translation>
    </message>
    <message>
        <source>and %1 more partitions</source>
        <translation>以及另外 %1 个分区</translation>
    </message>
    <message>
        <source>Begin the scenario</source>
        <translation>开始场景</translation>
    </message>
    <message>
        <source>The scenario ends this run. Without a commit, the group reads them again on the next start.</source>
        <translation>场景会结束本次运行。若不提交，消费组在下次启动时会再次读取它们。</translation>
    </message>
    <message>
        <source>Commit and begin</source>
        <translation>提交并开始</translation>
    </message>
    <message>
        <source>Begin without commit</source>
        <translation>不提交就开始</translation>
    </message>
</context>
<context>
    <name>headroom::ui::QuitFlow</name>
    <message>
        <source>Closing: finishing the batch and leaving the group. This takes at most 10 s.</source>
        <translation>正在关闭：处理完批次并离开消费组。最多 10 秒。</translation>
    </message>
    <message>
        <source>Quit now</source>
        <translation>立即退出</translation>
    </message>
    <message>
        <source>Quit Headroom</source>
        <translation>退出 Headroom</translation>
    </message>
    <message>
        <source>The commit was not confirmed.</source>
        <translation>提交未得到确认。</translation>
    </message>
    <message numerus="yes">
        <source>%1 processed messages may be read again by the group on its next start. Stay, start again and commit, or quit.</source>
        <translation>
            <numerusform>%1 条已处理的消息可能在消费组下次启动时被再次读取。请留下、重新启动并提交，或者退出。</numerusform>
        </translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>留下</translation>
    </message>
    <message>
        <source>Before the scenario: finishing the batch and leaving the group. This takes at most 10 s.</source>
        <translation>场景开始之前：正在完成批次并离开消费组。最多 10 秒。</translation>
    </message>
    <message>
        <source>Stop now</source>
        <translation>立即停止</translation>
    </message>
    <message>
        <source>Begin the scenario</source>
        <translation>开始场景</translation>
    </message>
    <message numerus="yes">
        <source>%1 processed messages may be read again by the group on its next start. Stay, start again and commit, or begin.</source>
        <translation>
            <numerusform>消费组下次启动时可能再次读取 %1 条已处理的消息。可以留下、重新启动并提交，也可以直接开始。</numerusform>
        </translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>开始</translation>
    </message>
</context>
<context>
    <name>headroom::ui::Readout</name>
    <message>
        <source>Memory by owner</source>
        <translation>按归属的内存</translation>
    </message>
</context>
<context>
    <name>headroom::ui::RecordDetail</name>
    <message>
        <source>Value as JSON</source>
        <translation>值（JSON）</translation>
    </message>
    <message>
        <source>Value as text</source>
        <translation>值（文本）</translation>
    </message>
    <message>
        <source>Value as bytes</source>
        <translation>值（字节）</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>消息头</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>JSON</source>
        <translation>JSON</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Hex</source>
        <translation>十六进制</translation>
    </message>
    <message>
        <source>Headers (%1)</source>
        <translation>消息头（%1）</translation>
    </message>
    <message numerus="yes">
        <source>%1 headers</source>
        <translation>
            <numerusform>%1 个消息头</numerusform>
        </translation>
    </message>
    <message>
        <source>No message selected</source>
        <translation>未选择消息</translation>
    </message>
    <message>
        <source>Select a message to see it here</source>
        <translation>选择一条消息以在此查看</translation>
    </message>
    <message>
        <source>%1 · evicted</source>
        <translation>%1 · 已淘汰</translation>
    </message>
    <message>
        <source>The record view no longer holds it</source>
        <translation>记录视图已不再保留它</translation>
    </message>
    <message>
        <source>(tombstone)</source>
        <translation>（墓碑）</translation>
    </message>
    <message>
        <source>text cut at %1</source>
        <translation>文本截断于 %1</translation>
    </message>
    <message>
        <source>(null)</source>
        <translation>（null）</translation>
    </message>
    <message numerus="yes">
        <source>first %1 of %2 headers shown</source>
        <translation>
            <numerusform>显示 %2 个消息头中的前 %1 个</numerusform>
        </translation>
    </message>
    <message>
        <source>null value</source>
        <translation>值为 null</translation>
    </message>
    <message>
        <source>first %1 of %2 shown</source>
        <translation>显示 %2 中的前 %1</translation>
    </message>
    <message>
        <source>%1, all shown</source>
        <translation>%1，已全部显示</translation>
    </message>
    <message>
        <source>Tree</source>
        <translation>树</translation>
    </message>
    <message>
        <source>Load all</source>
        <translation>加载全部</translation>
    </message>
    <message>
        <source>Read this one message again from the broker, with a connection beside the group&apos;s; nothing is committed</source>
        <translation>用消费组之外的连接从代理重新读取这一条消息；不提交任何位点</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Reading offset again…</source>
        <translation>正在重新读取该位点…</translation>
    </message>
    <message>
        <source>the tree ends where the JSON is broken, or at %1 nodes</source>
        <translation>树在 JSON 出错处或第 %1 个节点处终止</translation>
    </message>
</context>
<context>
    <name>headroom::ui::RecordTableModel</name>
    <message>
        <source>(null)</source>
        <translation>（null）</translation>
    </message>
    <message>
        <source>(tombstone)</source>
        <translation>（墓碑）</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>P</source>
        <translation>P</translation>
    </message>
    <message>
        <source>Offset</source>
        <translation>位点</translation>
    </message>
    <message>
        <source>Timestamp</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>键</translation>
    </message>
    <message>
        <source>Value preview</source>
        <translation>值预览</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>In batch, processed or committed, by the offsets of the partition</source>
        <translation>在批次中、已处理或已提交，依据分区的位点</translation>
    </message>
    <message>
        <source>Partition</source>
        <translation>分区</translation>
    </message>
    <message>
        <source>Offset in the partition</source>
        <translation>分区内的位点</translation>
    </message>
    <message>
        <source>The record&apos;s own timestamp, local time</source>
        <translation>记录自身的时间戳，本地时间</translation>
    </message>
    <message>
        <source>Record key</source>
        <translation>记录的键</translation>
    </message>
    <message>
        <source>The beginning of the value; select the row to see more</source>
        <translation>值的开头；选择该行可查看更多</translation>
    </message>
    <message>
        <source>Key and value, whole size</source>
        <translation>键与值的完整大小</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Headers</source>
        <translation>消息头</translation>
    </message>
    <message>
        <source>How many headers the record has</source>
        <translation>记录的消息头个数</translation>
    </message>
</context>
<context>
    <name>headroom::ui::ReviewDialog</name>
    <message>
        <source>refused</source>
        <translation>被拒绝</translation>
    </message>
    <message>
        <source>look</source>
        <translation>请核对</translation>
    </message>
    <message>
        <source>changes</source>
        <translation>更改</translation>
    </message>
    <message>
        <source>Profile from a file</source>
        <translation>来自文件的配置</translation>
    </message>
    <message>
        <source>%1 would change this. Refused lines are left out; nothing is used before you say so.</source>
        <translation>%1 会更改以下内容。被拒绝的行会略去；在您同意之前不会启用任何内容。</translation>
    </message>
    <message>
        <source>What the profile would change</source>
        <translation>该配置会更改的内容</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>现在</translation>
    </message>
    <message>
        <source>Would be</source>
        <translation>将变为</translation>
    </message>
    <message>
        <source>Why to look</source>
        <translation>为何核对</translation>
    </message>
    <message>
        <source>Take over</source>
        <translation>接受</translation>
    </message>
</context>
<context>
    <name>headroom::ui::RowActions</name>
    <message>
        <source>&amp;Copy row</source>
        <translation>复制行(&amp;C)</translation>
    </message>
    <message>
        <source>Copy &amp;value</source>
        <translation>复制值(&amp;V)</translation>
    </message>
    <message>
        <source>Copy as &amp;JSON</source>
        <translation>复制为 JSON(&amp;J)</translation>
    </message>
    <message>
        <source>Copy &amp;kcat command</source>
        <translation>复制 kcat 命令(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Bookmark</source>
        <translation>书签(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Next bookmark</source>
        <translation>下一个书签(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Previous bookmark</source>
        <translation>上一个书签(&amp;P)</translation>
    </message>
    <message>
        <source>Commit &amp;up to this message</source>
        <translation>提交到此消息(&amp;U)</translation>
    </message>
    <message>
        <source>C&amp;lear the view</source>
        <translation>清空视图(&amp;L)</translation>
    </message>
    <message>
        <source>Drop all kept rows; consuming and committing go on</source>
        <translation>丢弃所有保留的行；消费和提交照常继续</translation>
    </message>
</context>
<context>
    <name>headroom::ui::ScenarioView</name>
    <message>
        <source>Scenario</source>
        <translation>场景</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步骤</translation>
    </message>
    <message>
        <source>What to watch</source>
        <translation>观察要点</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一步</translation>
    </message>
    <message>
        <source>&amp;Go on by itself</source>
        <translation>自动继续(&amp;G)</translation>
    </message>
    <message>
        <source>Take the next step as soon as the one before has waited long enough; otherwise a step is held until Next</source>
        <translation>上一步等待足够久后立即进入下一步；否则每一步都停住，直到按“下一步”</translation>
    </message>
    <message>
        <source>Save card…</source>
        <translation>保存卡片…</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the card as text</source>
        <translation>将卡片复制为文本</translation>
    </message>
    <message>
        <source>Next scenario</source>
        <translation>下一个场景</translation>
    </message>
    <message>
        <source>Choose the next scenario</source>
        <translation>选择下一个场景</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Start again</source>
        <translation>重新开始</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>The step is not over yet</source>
        <translation>这一步尚未结束</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>开始(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Restart</source>
        <translation>重新开始(&amp;R)</translation>
    </message>
    <message>
        <source>Save card</source>
        <translation>保存卡片</translation>
    </message>
    <message>
        <source>PNG pictures (*.png)</source>
        <translation>PNG 图片 (*.png)</translation>
    </message>
</context>
<context>
    <name>headroom::ui::SecretDialog</name>
    <message>
        <source>&amp;Keep in the desktop keychain</source>
        <translation>存入桌面钥匙串(&amp;K)</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>For these brokers, this protocol and this user only</source>
        <translation>仅用于这些代理、此协议和此用户</translation>
    </message>
    <message>
        <source>There is no keychain here: it is kept until the program ends</source>
        <translation>此处没有钥匙串：保留到程序结束</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>连接</translation>
    </message>
</context>
<context>
    <name>headroom::ui::SeriesDialog</name>
    <message>
        <source>Export series</source>
        <translation>导出数据序列</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Which stretch of time goes into the file</source>
        <translation>把哪一段时间写入文件</translation>
    </message>
    <message>
        <source>What is shown: %1 to %2</source>
        <translation>当前显示：%1 至 %2</translation>
    </message>
    <message>
        <source>Everything since %1</source>
        <translation>自 %1 以来的全部</translation>
    </message>
    <message>
        <source>One row a sample: every 0.1 s of the last minute, means of 0.5 s of the last 15 minutes, minimum and maximum of 5 s before. Units stand in the header; bytes are bytes.</source>
        <translation>每个样本一行：最近一分钟每 0.1 秒一个，最近 15 分钟为 0.5 秒的均值，更早的为 5 秒的最小值与最大值。单位写在表头；字节数即字节。</translation>
    </message>
    <message>
        <source>&amp;Save as…</source>
        <translation>另存为(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;All columns</source>
        <translation>全选列(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;No columns</source>
        <translation>全不选(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Time</source>
        <translation>时间(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Columns</source>
        <translation>列(&amp;C)</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Which values of each sample go into the file; Space ticks one</source>
        <translation>把每个样本的哪些值写入文件；按空格勾选</translation>
    </message>
    <message>
        <source>Writing…</source>
        <translation>正在写入…</translation>
    </message>
    <message>
        <source>%1 rows, %2, written to %3.</source>
        <translation>%1 行，%2，已写入 %3。</translation>
    </message>
</context>
<context>
    <name>headroom::ui::SessionBanners</name>
    <message>
        <source>The run failed.</source>
        <translation>运行失败。</translation>
    </message>
    <message>
        <source>Enter password…</source>
        <translation>输入密码…</translation>
    </message>
    <message>
        <source>Edit settings</source>
        <translation>编辑设置</translation>
    </message>
    <message>
        <source>Start again</source>
        <translation>重新启动</translation>
    </message>
    <message>
        <source>Stopped. Charts keep the last run.</source>
        <translation>已断开。图表保留上次运行。</translation>
    </message>
    <message>
        <source>Start (F5)</source>
        <translation>启动（F5）</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>知道了</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>No partition from %1 yet: the group may be rebalancing or have more members than partitions, or the port is a KRaft controller&apos;s.</source>
        <translation>尚未从 %1 分得分区：消费组可能正在再均衡或成员多于分区，或者该端口属于 KRaft 控制器。</translation>
    </message>
    <message numerus="yes">
        <source>Commit outcome unknown for %1 messages: %2</source>
        <translation>
            <numerusform>%1 条消息的提交结果未知：%2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Commit of %1 messages refused: %2</source>
        <translation>
            <numerusform>%1 条消息的提交被拒绝：%2</numerusform>
        </translation>
    </message>
    <message>
        <source>Commit again</source>
        <translation>再次提交</translation>
    </message>
    <message>
        <source>No progress. %1</source>
        <translation>没有进展。%1</translation>
    </message>
    <message>
        <source>New client</source>
        <translation>新建客户端</translation>
    </message>
    <message>
        <source>%1 partition %2</source>
        <translation>%1 分区 %2</translation>
    </message>
    <message>
        <source>%1 partitions</source>
        <translation>%1 个分区</translation>
    </message>
    <message>
        <source>A batch cannot be read on %1: standing still until you say where to go on.</source>
        <translation>%1 上有一个批次无法读取：在您指定从何处继续之前停止不动。</translation>
    </message>
    <message>
        <source>Offset out of range on %1: standing still until you say where to go on.</source>
        <translation>%1 的位点超出范围：在您指定从何处继续之前停止不动。</translation>
    </message>
    <message>
        <source>Decide…</source>
        <translation>决定…</translation>
    </message>
    <message>
        <source>The demo broker %1.</source>
        <translation>演示代理%1。</translation>
    </message>
    <message>
        <source>Restart demo broker</source>
        <translation>重启演示代理</translation>
    </message>
    <message>
        <source>Ask the broker (F8)</source>
        <translation>询问 broker (F8)</translation>
    </message>
</context>
<context>
    <name>headroom::ui::SessionBridge</name>
    <message>
        <source>Starting the demo broker…</source>
        <translation>正在启动演示代理…</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>正在启动…</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>The run ended first; start again and repeat the command.</source>
        <translation>运行已先结束；请重新启动并重复该命令。</translation>
    </message>
</context>
<context>
    <name>headroom::ui::SettingDetail</name>
    <message>
        <source>Reset</source>
        <translation>重置</translation>
    </message>
    <message>
        <source>About the selected setting</source>
        <translation>所选设置的说明</translation>
    </message>
    <message>
        <source>Type the default into this row (Backspace in the table)</source>
        <translation>在此行填入默认值（表中按 Backspace）</translation>
    </message>
    <message>
        <source>Reset the selected setting to its default</source>
        <translation>把所选设置重置为默认值</translation>
    </message>
    <message>
        <source>means</source>
        <translation>含义</translation>
    </message>
    <message>
        <source>allowed</source>
        <translation>允许</translation>
    </message>
    <message>
        <source>default</source>
        <translation>默认</translation>
    </message>
    <message>
        <source>elsewhere</source>
        <translation>别处</translation>
    </message>
    <message>
        <source>ceiling</source>
        <translation>预测上限</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>空</translation>
    </message>
    <message>
        <source>The run uses %1</source>
        <translation>运行使用 %1</translation>
    </message>
</context>
<context>
    <name>headroom::ui::SettingEditor</name>
    <message>
        <source>set</source>
        <translation>已设置</translation>
    </message>
    <message>
        <source>asked for when needed</source>
        <translation>需要时询问</translation>
    </message>
    <message>
        <source>on</source>
        <translation>开</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
</context>
<context>
    <name>headroom::ui::SettingEffective</name>
    <message>
        <source>held lower by the guard or the container&apos;s limit; the events say when</source>
        <translation>被守卫或容器限制压低；事件中有时间</translation>
    </message>
    <message>
        <source>the run was begun with it</source>
        <translation>运行以此值开始</translation>
    </message>
    <message>
        <source>the client raised it to the largest message that may come (message.max.bytes)</source>
        <translation>客户端把它提高到可能出现的最大消息 (message.max.bytes)</translation>
    </message>
    <message>
        <source>the client changed it by itself</source>
        <translation>客户端自行修改了它</translation>
    </message>
</context>
<context>
    <name>headroom::ui::SettingNames</name>
    <message>
        <source>a setting of Headroom; your own loop in other clients</source>
        <translation>Headroom 自己的设置；在其他客户端中由您自己的循环实现</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>空</translation>
    </message>
    <message>
        <source>(default)</source>
        <translation>（默认）</translation>
    </message>
    <message>
        <source>default: %1</source>
        <translation>默认：%1</translation>
    </message>
</context>
<context>
    <name>headroom::ui::SettingTools</name>
    <message>
        <source>Filter settings</source>
        <translation>筛选设置</translation>
    </message>
    <message>
        <source>Filter settings, by any client&apos;s name (Ctrl+F)</source>
        <translation>筛选设置，可用任一客户端的名称（Ctrl+F）</translation>
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
        <source>Presets</source>
        <translation>预设</translation>
    </message>
    <message>
        <source>Fill in values that belong together; nothing changes before Apply</source>
        <translation>填入一组相配的值；按“应用”之前不会生效</translation>
    </message>
    <message>
        <source>%1 a change of the settings (%2)</source>
        <translation>%1一处设置更改（%2）</translation>
    </message>
</context>
<context>
    <name>headroom::ui::SettingTree</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Each setting with its value, what the client uses, and when a change takes effect</source>
        <translation>每项设置的值、客户端实际使用的值以及更改何时生效</translation>
    </message>
    <message>
        <source>Setting</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Effective</source>
        <translation>生效值</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>生效方式</translation>
    </message>
    <message>
        <source>MiB</source>
        <translation>MiB</translation>
    </message>
    <message>
        <source>What the row contributes to the ceiling; – where it bounds nothing by itself</source>
        <translation>该行在预测上限中的份额；– 表示本身不限制任何内存</translation>
    </message>
    <message>
        <source>restart</source>
        <translation>需重启</translation>
    </message>
    <message>
        <source>live</source>
        <translation>立即</translation>
    </message>
    <message>
        <source>A change needs a new client: one rebalance</source>
        <translation>更改需要新的客户端：一次再均衡</translation>
    </message>
    <message>
        <source>A change takes effect at once</source>
        <translation>更改立即生效</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1: %2.</source>
        <translation>%1：%2。</translation>
    </message>
</context>
<context>
    <name>headroom::ui::SettingUndo</name>
    <message>
        <source>typing</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>reset</source>
        <translation>恢复默认</translation>
    </message>
    <message>
        <source>revert</source>
        <translation>还原</translation>
    </message>
    <message>
        <source>preset</source>
        <translation>预设</translation>
    </message>
</context>
<context>
    <name>headroom::ui::ShortcutsDialog</name>
    <message>
        <source>Shortcuts</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Inside panels</source>
        <translation>面板内</translation>
    </message>
    <message>
        <source>Settings: filter</source>
        <translation>设置：筛选</translation>
    </message>
    <message>
        <source>Ctrl+F</source>
        <translation>Ctrl+F</translation>
    </message>
    <message>
        <source>Settings: edit the value</source>
        <translation>设置：编辑值</translation>
    </message>
    <message>
        <source>F2, Return</source>
        <translation>F2，回车</translation>
    </message>
    <message>
        <source>Settings: back to the default</source>
        <translation>设置：恢复默认值</translation>
    </message>
    <message>
        <source>Backspace</source>
        <translation>Backspace</translation>
    </message>
    <message>
        <source>Settings: next or previous value</source>
        <translation>设置：下一个或上一个值</translation>
    </message>
    <message>
        <source>Down, Up</source>
        <translation>下，上</translation>
    </message>
    <message>
        <source>Settings: leave the value</source>
        <translation>设置：离开值</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Settings: take a change back, and again</source>
        <translation>设置：撤销更改、重做</translation>
    </message>
    <message>
        <source>Ctrl+Z, Ctrl+Shift+Z</source>
        <translation>Ctrl+Z、Ctrl+Shift+Z</translation>
    </message>
    <message>
        <source>Messages: filter</source>
        <translation>消息：筛选</translation>
    </message>
    <message>
        <source>Messages: copy the row, the value</source>
        <translation>消息：复制行、复制值</translation>
    </message>
    <message>
        <source>Ctrl+C, Ctrl+Shift+C</source>
        <translation>Ctrl+C、Ctrl+Shift+C</translation>
    </message>
    <message>
        <source>Messages: copy as JSON, as a kcat command</source>
        <translation>消息：复制为 JSON、复制 kcat 命令</translation>
    </message>
    <message>
        <source>Ctrl+Alt+C, Ctrl+Alt+K</source>
        <translation>Ctrl+Alt+C、Ctrl+Alt+K</translation>
    </message>
    <message>
        <source>Messages: bookmark, next, previous</source>
        <translation>消息：书签、下一个、上一个</translation>
    </message>
    <message>
        <source>Ctrl+B, F2, Shift+F2</source>
        <translation>Ctrl+B、F2、Shift+F2</translation>
    </message>
    <message>
        <source>Messages: the newest row</source>
        <translation>消息：最新的行</translation>
    </message>
    <message>
        <source>End</source>
        <translation>End</translation>
    </message>
    <message>
        <source>Messages: filter by a value of the tree</source>
        <translation>消息：按树中的值筛选</translation>
    </message>
    <message>
        <source>Ctrl+Shift+Return</source>
        <translation>Ctrl+Shift+回车</translation>
    </message>
    <message>
        <source>Charts: hover by a sample, by ten</source>
        <translation>图表：悬停线移动一个、十个样本</translation>
    </message>
    <message>
        <source>Left, Right, with Shift</source>
        <translation>←、→，加 Shift</translation>
    </message>
    <message>
        <source>Charts: next or previous marker, its event</source>
        <translation>图表：下一个、上一个标记及其事件</translation>
    </message>
    <message>
        <source>M, Shift+M, Return</source>
        <translation>M、Shift+M、回车</translation>
    </message>
    <message>
        <source>Charts: zoom in or out</source>
        <translation>图表：放大或缩小</translation>
    </message>
    <message>
        <source>+, -, wheel, drag</source>
        <translation>+、-、滚轮、拖动</translation>
    </message>
    <message>
        <source>Charts: move in time</source>
        <translation>图表：沿时间移动</translation>
    </message>
    <message>
        <source>Shift+drag, middle drag</source>
        <translation>Shift+拖动、中键拖动</translation>
    </message>
    <message>
        <source>Charts: back to live</source>
        <translation>图表：回到实时</translation>
    </message>
    <message>
        <source>End, double click</source>
        <translation>End、双击</translation>
    </message>
    <message>
        <source>Charts: copy the read-out</source>
        <translation>图表：复制读数</translation>
    </message>
    <message>
        <source>Ctrl+C</source>
        <translation>Ctrl+C</translation>
    </message>
    <message>
        <source>Charts: no hover, nothing chosen</source>
        <translation>图表：取消悬停与选择</translation>
    </message>
    <message>
        <source>Messages: commit up to this one</source>
        <translation>消息：提交到此消息</translation>
    </message>
    <message>
        <source>Ctrl+Alt+Return</source>
        <translation>Ctrl+Alt+Return</translation>
    </message>
    <message>
        <source>Messages: clear the view</source>
        <translation>消息：清空视图</translation>
    </message>
    <message>
        <source>Ctrl+L</source>
        <translation>Ctrl+L</translation>
    </message>
    <message>
        <source>Commit board: commit the selected partitions</source>
        <translation>提交面板：提交所选分区</translation>
    </message>
    <message>
        <source>Commit board: preview the commit</source>
        <translation>提交面板：预览提交</translation>
    </message>
    <message>
        <source>Messages: examples of conditions</source>
        <translation>消息：条件的示例</translation>
    </message>
    <message>
        <source>Alt+Down</source>
        <translation>Alt+Down</translation>
    </message>
    <message>
        <source>Events: copy the row</source>
        <translation>事件：复制该行</translation>
    </message>
</context>
<context>
    <name>headroom::ui::StatusLine</name>
    <message>
        <source>○ Not started</source>
        <translation>○ 未启动</translation>
    </message>
    <message>
        <source>◐ Connecting – joining the group</source>
        <translation>◐ 正在连接 – 加入消费组</translation>
    </message>
    <message>
        <source>● Running – no partition assigned</source>
        <translation>● 运行中 – 未分得分区</translation>
    </message>
    <message>
        <source>● Running – 1 partition assigned</source>
        <translation>● 运行中 – 分得 1 个分区</translation>
    </message>
    <message>
        <source>● Running – %1 partitions assigned</source>
        <translation>● 运行中 – 分得 %1 个分区</translation>
    </message>
    <message>
        <source>⏸ Paused – polling continues</source>
        <translation>⏸ 已暂停 – 轮询继续</translation>
    </message>
    <message>
        <source>◐ Stopping – finishing the batch</source>
        <translation>◐ 正在停止 – 处理完批次</translation>
    </message>
    <message>
        <source>○ Stopped</source>
        <translation>○ 已停止</translation>
    </message>
    <message>
        <source>⊗ Failed</source>
        <translation>⊗ 失败</translation>
    </message>
    <message>
        <source>Run state</source>
        <translation>运行状态</translation>
    </message>
    <message>
        <source>Last commit</source>
        <translation>上次提交</translation>
    </message>
    <message>
        <source>Client and broker process</source>
        <translation>客户端与代理进程</translation>
    </message>
    <message>
        <source>Window cost</source>
        <translation>窗口开销</translation>
    </message>
    <message>
        <source>Frames drawn in the last second, and the gap between ticks of the window&apos;s thread: 99th percentile and longest</source>
        <translation>最近一秒绘制的帧数，以及窗口线程节拍的间隔：第 99 百分位与最长</translation>
    </message>
    <message>
        <source>⊗ The demo broker has ended</source>
        <translation>⊗ 演示代理已结束</translation>
    </message>
    <message>
        <source>no commit yet</source>
        <translation>尚无提交</translation>
    </message>
    <message>
        <source>… commit under way</source>
        <translation>… 正在提交</translation>
    </message>
    <message numerus="yes">
        <source>✓ last commit %1, %2, %3 messages</source>
        <translation>
            <numerusform>✓ 上次提交 %1，%2，%3 条消息</numerusform>
        </translation>
    </message>
    <message>
        <source>⊗ last commit %1 refused</source>
        <translation>⊗ 上次提交 %1 被拒绝</translation>
    </message>
    <message>
        <source>? last commit %1 unknown</source>
        <translation>? 上次提交 %1 结果未知</translation>
    </message>
    <message>
        <source> · broker process: %1</source>
        <translation> · 代理进程：%1</translation>
    </message>
    <message>
        <source>window idle</source>
        <translation>窗口空闲</translation>
    </message>
    <message>
        <source>%1 frames/s · window gap p99 %2 ms, max %3 ms</source>
        <translation>%1 帧/秒 · 窗口间隔 p99 %2 ms，最长 %3 ms</translation>
    </message>
    <message>
        <source>Read so far</source>
        <translation>已读取</translation>
    </message>
    <message>
        <source>Messages and bytes of this run, and the time from its first message to its last</source>
        <translation>本次运行的消息数和字节数，以及从第一条到最后一条消息的时间</translation>
    </message>
    <message>
        <source>no message yet</source>
        <translation>还没有消息</translation>
    </message>
    <message>
        <source>%1 messages · %2 · %3</source>
        <translation>%1 条消息 · %2 · %3</translation>
    </message>
    <message>
        <source>⊗ No broker since %1 – trying again</source>
        <translation>⊗ 自 %1 起没有 broker – 正在重试</translation>
    </message>
</context>
<context>
    <name>headroom::ui::StepRows</name>
    <message>
        <source>%1. %2</source>
        <translation>%1. %2</translation>
    </message>
    <message>
        <source>to come</source>
        <translation>未开始</translation>
    </message>
    <message>
        <source>running</source>
        <translation>运行中</translation>
    </message>
    <message>
        <source>waits for Next</source>
        <translation>等待“下一步”</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完成</translation>
    </message>
</context>
<context>
    <name>headroom::ui::TopicsDialog</name>
    <message numerus="yes">
        <source>%1 more topics are not listed</source>
        <translation>
            <numerusform>另有 %1 个主题未列出</numerusform>
        </translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>%1: %2 partitions, %3 offsets kept (messages, and what compaction or transactions left). The client library has no question for the bytes.</source>
        <translation>%1：%2 个分区，保留 %3 个位点（消息，以及压缩清理或事务留下的空位）。客户端库无法查询字节数。</translation>
    </message>
    <message>
        <source>Group %1: %2</source>
        <translation>消费组 %1：%2</translation>
    </message>
    <message>
        <source>Group %1</source>
        <translation>消费组 %1</translation>
    </message>
    <message numerus="yes">
        <source>%1 members</source>
        <translation>
            <numerusform>%1 个成员</numerusform>
        </translation>
    </message>
    <message>
        <source>coordinator %1</source>
        <translation>协调器 %1</translation>
    </message>
    <message>
        <source>Asking for the topics…</source>
        <translation>正在查询主题…</translation>
    </message>
    <message>
        <source>%1 of %2 topics</source>
        <translation>%2 个主题中的 %1 个</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Partitions</source>
        <translation>分区</translation>
    </message>
    <message>
        <source>P</source>
        <translation>分区</translation>
    </message>
    <message>
        <source>First</source>
        <translation>最早</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一个</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Leader</source>
        <translation>首领</translation>
    </message>
    <message>
        <source>In sync</source>
        <translation>同步副本</translation>
    </message>
    <message>
        <source>Client id</source>
        <translation>客户端 ID</translation>
    </message>
    <message>
        <source>Host</source>
        <translation>主机</translation>
    </message>
    <message>
        <source>Lag</source>
        <translation>积压</translation>
    </message>
    <message>
        <source>Committed</source>
        <translation>已提交</translation>
    </message>
    <message>
        <source>End</source>
        <translation>末尾</translation>
    </message>
    <message>
        <source>Topics and group</source>
        <translation>主题与消费组</translation>
    </message>
    <message>
        <source>&amp;Partitions</source>
        <translation>分区(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Group</source>
        <translation>消费组(&amp;G)</translation>
    </message>
    <message>
        <source>part of a topic&apos;s name</source>
        <translation>主题名的一部分</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>成员</translation>
    </message>
    <message>
        <source>Offsets of the group</source>
        <translation>消费组的位点</translation>
    </message>
    <message>
        <source>&amp;Refresh</source>
        <translation>刷新(&amp;R)</translation>
    </message>
    <message>
        <source>Ca&amp;ncel</source>
        <translation>取消(&amp;N)</translation>
    </message>
    <message>
        <source>Give up what is being asked</source>
        <translation>放弃正在进行的查询</translation>
    </message>
    <message>
        <source>Read this &amp;topic</source>
        <translation>读取此主题(&amp;T)</translation>
    </message>
    <message>
        <source>Put the selected topic into the settings; a running consumer is restarted with it</source>
        <translation>把所选主题写入设置；运行中的消费者会随之重启</translation>
    </message>
    <message>
        <source>What the brokers told</source>
        <translation>代理的答复</translation>
    </message>
    <message>
        <source>The demo broker runs only with the consumer: start it first (F5).</source>
        <translation>演示代理只与消费者一起运行：请先启动（F5）。</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>已取消。</translation>
    </message>
    <message>
        <source>Select a topic to see its partitions.</source>
        <translation>选择一个主题以查看其分区。</translation>
    </message>
    <message>
        <source>%1: asking…</source>
        <translation>%1：正在查询…</translation>
    </message>
    <message>
        <source>There is no group yet: it is made when the consumer starts.</source>
        <translation>尚无消费组：消费者启动时才会创建。</translation>
    </message>
    <message>
        <source>Group %1: asking…</source>
        <translation>消费组 %1：正在查询…</translation>
    </message>
</context>
<context>
    <name>headroom::ui::WindowActions</name>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Connections…</source>
        <translation>连接(&amp;C)…</translation>
    </message>
    <message>
        <source>Choose, save and test connection profiles</source>
        <translation>选择、保存和测试连接配置</translation>
    </message>
    <message>
        <source>&amp;Export messages…</source>
        <translation>导出消息(&amp;E)…</translation>
    </message>
    <message>
        <source>Write the kept or filtered rows to a file</source>
        <translation>把保留的或筛选出的行写入文件</translation>
    </message>
    <message>
        <source>Save &amp;picture…</source>
        <translation>保存图片(&amp;P)…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>Leave the group and close</source>
        <translation>离开消费组并关闭</translation>
    </message>
    <message>
        <source>&amp;Commit</source>
        <translation>提交(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Commit batch</source>
        <translation>提交本批(&amp;C)</translation>
    </message>
    <message>
        <source>Commit the processed messages of all partitions</source>
        <translation>提交所有分区中已处理的消息</translation>
    </message>
    <message>
        <source>&amp;Mode</source>
        <translation>模式(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;User guide</source>
        <translation>用户指南(&amp;U)</translation>
    </message>
    <message>
        <source>What the figures mean, and what to do when</source>
        <translation>各个数值的含义，以及遇到问题怎么办</translation>
    </message>
    <message>
        <source>&amp;Shortcuts</source>
        <translation>快捷键(&amp;S)</translation>
    </message>
    <message>
        <source>All keys of the window</source>
        <translation>窗口的全部快捷键</translation>
    </message>
    <message>
        <source>&amp;About Headroom</source>
        <translation>关于 Headroom(&amp;A)</translation>
    </message>
    <message>
        <source>Versions and licence</source>
        <translation>版本与许可证</translation>
    </message>
    <message>
        <source>&amp;Session</source>
        <translation>会话(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>启动(&amp;S)</translation>
    </message>
    <message>
        <source>Connect and start consuming</source>
        <translation>连接并开始消费</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>停止(&amp;T)</translation>
    </message>
    <message>
        <source>Finish the batch, commit by policy, close</source>
        <translation>处理完批次，按策略提交，关闭</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>暂停(&amp;P)</translation>
    </message>
    <message>
        <source>Stop taking messages; prefetched data is dropped and fetched again</source>
        <translation>停止取出消息；已预取的数据会丢弃并重新拉取</translation>
    </message>
    <message>
        <source>&amp;Apply changes</source>
        <translation>应用更改(&amp;A)</translation>
    </message>
    <message>
        <source>Put the changed settings in force</source>
        <translation>使更改的设置生效</translation>
    </message>
    <message>
        <source>T&amp;rim</source>
        <translation>归还内存(&amp;R)</translation>
    </message>
    <message>
        <source>Return free heap pages to the system</source>
        <translation>把空闲的堆内存页归还系统</translation>
    </message>
    <message>
        <source>Restart &amp;demo broker</source>
        <translation>重启演示代理(&amp;D)</translation>
    </message>
    <message>
        <source>A fresh demo broker with fresh messages; offsets start anew</source>
        <translation>全新的演示代理与消息；位点重新开始</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Settings</source>
        <translation>设置(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Memory</source>
        <translation>内存(&amp;M)</translation>
    </message>
    <message>
        <source>M&amp;essages</source>
        <translation>消息(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Commit board</source>
        <translation>提交面板(&amp;C)</translation>
    </message>
    <message>
        <source>E&amp;vents</source>
        <translation>事件(&amp;V)</translation>
    </message>
    <message>
        <source>Go to the panel %1</source>
        <translation>转到“%1”面板</translation>
    </message>
    <message>
        <source>&amp;Next panel</source>
        <translation>下一个面板(&amp;N)</translation>
    </message>
    <message>
        <source>Move the focus to the next panel</source>
        <translation>把焦点移到下一个面板</translation>
    </message>
    <message>
        <source>&amp;Previous panel</source>
        <translation>上一个面板(&amp;P)</translation>
    </message>
    <message>
        <source>Move the focus to the previous panel</source>
        <translation>把焦点移到上一个面板</translation>
    </message>
    <message>
        <source>First &amp;banner</source>
        <translation>第一个横幅(&amp;B)</translation>
    </message>
    <message>
        <source>Move the focus to the first banner</source>
        <translation>把焦点移到第一个横幅</translation>
    </message>
    <message>
        <source>&amp;Reset layout</source>
        <translation>重置布局(&amp;R)</translation>
    </message>
    <message>
        <source>Put all panels back where they were at first</source>
        <translation>把所有面板放回最初的位置</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>外观(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;System</source>
        <translation>系统(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>浅色(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>深色(&amp;D)</translation>
    </message>
    <message>
        <source>Colours of the window</source>
        <translation>窗口的颜色</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <source>Language of the window</source>
        <translation>窗口的语言</translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation>工具(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Derive limits from budget…</source>
        <translation>由预算推导各项限制(&amp;D)…</translation>
    </message>
    <message>
        <source>Find the memory settings that hold a budget</source>
        <translation>找出能守住预算的内存设置</translation>
    </message>
    <message>
        <source>Memory &amp;formula…</source>
        <translation>内存公式(&amp;F)…</translation>
    </message>
    <message>
        <source>The ceiling and the estimate, term by term, with the numbers of now</source>
        <translation>预测上限与估计，逐项列出，用当前数值</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>正在停止…</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>继续(&amp;R)</translation>
    </message>
    <message>
        <source>Save the charts with their settings as a PNG or SVG file, or the whole window</source>
        <translation>把图表连同设置保存为 PNG 或 SVG 文件，或保存整个窗口</translation>
    </message>
    <message>
        <source>Cop&amp;y picture</source>
        <translation>复制图片(&amp;Y)</translation>
    </message>
    <message>
        <source>Put a picture of the charts on the clipboard</source>
        <translation>把图表的图片放入剪贴板</translation>
    </message>
    <message>
        <source>Export se&amp;ries…</source>
        <translation>导出数据序列(&amp;R)…</translation>
    </message>
    <message>
        <source>Write the values behind the charts to a CSV file</source>
        <translation>把图表背后的数值写入 CSV 文件</translation>
    </message>
    <message>
        <source>&amp;Mark</source>
        <translation>标记(&amp;M)</translation>
    </message>
    <message>
        <source>Put a note on the charts, at the hover line or else now</source>
        <translation>在图表上写备注：在悬停线处，没有悬停线则在此刻</translation>
    </message>
    <message>
        <source>Scenari&amp;o</source>
        <translation>场景(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Topics and group…</source>
        <translation>主题与消费组(&amp;T)…</translation>
    </message>
    <message>
        <source>The topics of the cluster, their offsets, and who reads in this group</source>
        <translation>集群的主题、位点，以及此消费组中的读取者</translation>
    </message>
    <message>
        <source>Sc&amp;enarios</source>
        <translation>场景(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;%1 %2…</source>
        <translation>&amp;%1 %2…</translation>
    </message>
    <message>
        <source>Ne&amp;xt step</source>
        <translation>下一步(&amp;X)</translation>
    </message>
    <message>
        <source>Begin the chosen scenario, or go on where it waits</source>
        <translation>开始所选场景，或从等待处继续</translation>
    </message>
    <message>
        <source>&amp;Restart</source>
        <translation>重新开始(&amp;R)</translation>
    </message>
    <message>
        <source>Play the chosen scenario from its first step on</source>
        <translation>从第一步起重新播放所选场景</translation>
    </message>
    <message>
        <source>Save &amp;card…</source>
        <translation>保存卡片(&amp;C)…</translation>
    </message>
    <message>
        <source>Save the figures before and after as a PNG file</source>
        <translation>把前后对比的数值保存为 PNG 文件</translation>
    </message>
    <message>
        <source>&amp;Ask the broker</source>
        <translation>询问 broker(&amp;A)</translation>
    </message>
    <message>
        <source>Read the committed offsets back</source>
        <translation>读回已提交的位点</translation>
    </message>
    <message>
        <source>Presentat&amp;ion</source>
        <translation>演示(&amp;I)</translation>
    </message>
    <message>
        <source>Larger text, and no settings: for people who look on</source>
        <translation>更大的文字，不显示设置：供旁观者观看</translation>
    </message>
    <message>
        <source>&amp;Guard</source>
        <translation>守卫(&amp;G)</translation>
    </message>
    <message>
        <source>Switch the memory guard off, and on again as it was</source>
        <translation>关闭内存守卫，再次使用则恢复为原来的方式</translation>
    </message>
</context>
</TS>
