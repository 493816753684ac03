<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>core</name>
    <message>
        <source>  nothing changes
</source>
        <translation>  没有更改
</translation>
    </message>
    <message>
        <source> (adapt could make view and batch smaller)</source>
        <translation>（adapt 可减小视图和批次）</translation>
    </message>
    <message>
        <source> (after </source>
        <translation> (after </translation>
    </message>
    <message>
        <source> (certificate error </source>
        <translation> (certificate error </translation>
    </message>
    <message>
        <source> On this topic the least is {}.</source>
        <translation>在此主题上最小为 {}。</translation>
    </message>
    <message>
        <source> Stopped after {} refusals, so that the account is not locked.</source>
        <translation>已在 {} 次拒绝后停止，以免账户被锁定。</translation>
    </message>
    <message>
        <source> The last reason was: {}.</source>
        <translation>最后的原因是：{}。</translation>
    </message>
    <message>
        <source> with </source>
        <translation>，且 </translation>
    </message>
    <message>
        <source>&quot;{}&quot; is no name for a profile. Allowed: 1 ... {} letters, digits, &apos;.&apos;, &apos;_&apos;, &apos;-&apos; and blanks inside, not beginning with a dot.</source>
        <translation>“{}”不能作配置名称。允许：1 ... {} 个字母、数字、“.”、“_”、“-”以及中间的空格，不以点开头。</translation>
    </message>
    <message>
        <source>&quot;{}&quot; stands in it more than once; keep the one that is meant</source>
        <translation>“{}”在其中出现多次；请保留想要的那个</translation>
    </message>
    <message>
        <source>(b - 1) (w (n (v + e) + h) + c R)</source>
        <translation>(b - 1) (w (n (v + e) + h) + c R)</translation>
    </message>
    <message>
        <source>(n + c R / (v + e)) o</source>
        <translation>(n + c R / (v + e)) o</translation>
    </message>
    <message>
        <source>(w - 1) (n (v + e) + h)</source>
        <translation>(w - 1) (n (v + e) + h)</translation>
    </message>
    <message>
        <source>, or leave the given settings to be derived</source>
        <translation>，或把所给的设置留给推导</translation>
    </message>
    <message>
        <source>, with nothing left to give back</source>
        <translation>，且没有可再释放的</translation>
    </message>
    <message>
        <source>/bootstrap: </source>
        <translation>/bootstrap: </translation>
    </message>
    <message>
        <source>1 is</source>
        <translation>有 1 条</translation>
    </message>
    <message>
        <source>1 message</source>
        <translation>1 条消息</translation>
    </message>
    <message>
        <source>1 message in hand was not processed; it will be delivered again</source>
        <translation>手中有 1 条消息未处理；它会再次交付</translation>
    </message>
    <message>
        <source>1 message waits</source>
        <translation>1 条消息在等待</translation>
    </message>
    <message>
        <source>1 ms on compressed topics, else 5 ms: responses decode to {:.2f} x their size, so a full queue empties {}</source>
        <translation>压缩主题为 1 ms，否则 5 ms：响应解压到其大小的 {} 倍，因此满队列{}</translation>
    </message>
    <message>
        <source>1 partition</source>
        <translation>1 个分区</translation>
    </message>
    <message>
        <source>1 setting changed</source>
        <translation>已更改 1 项设置</translation>
    </message>
    <message>
        <source>2 x min({} + {}, {} x {})</source>
        <translation>2 x min({} + {}, {} x {})</translation>
    </message>
    <message>
        <source>; 1 processed message was not committed and will be delivered again</source>
        <translation>；1 条已处理的消息未提交，会再次交付</translation>
    </message>
    <message>
        <source>; at most {}, above which responses gain nothing</source>
        <translation>；至多 {}，再大响应也没有收益</translation>
    </message>
    <message>
        <source>; batch {} messages, {}</source>
        <translation>；批次 {} 条消息，{}</translation>
    </message>
    <message>
        <source>; below 1 MiB the queue itself costs speed</source>
        <translation>；低于 1 MiB 时队列本身会拖慢速度</translation>
    </message>
    <message>
        <source>; raised for stored batches of {}, which would be cut and fetched again</source>
        <translation>；因 {} 的存储批次而提高，否则会被截断并重新拉取</translation>
    </message>
    <message>
        <source>; record view cap {}</source>
        <translation>；记录视图上限 {}</translation>
    </message>
    <message>
        <source>; {} are fetched again</source>
        <translation>；重新拉取 {}</translation>
    </message>
    <message>
        <source>; {} processed messages were not committed and will be delivered again</source>
        <translation>；{} 条已处理的消息未提交，会再次交付</translation>
    </message>
    <message>
        <source>; {}{} of prefetch dropped, to be fetched again; trim: {}</source>
        <translation>；{}丢弃预取 {}，稍后重新拉取；归还内存：{}</translation>
    </message>
    <message>
        <source>A budget of {} does not hold on this topic{}: with the smallest limits the ceiling is {}, and it has to stay below {} % (guard-low) of the budget. The most of it is &quot;{}&quot;, {}. Give a memory budget of at least {}{}.</source>
        <translation>在此主题上 {} 的预算守不住{}：用最小的限制，预测上限为 {}，而它须低于预算的 {} %（guard-low）。其中最大的是“{}”，{}。请给出至少 {} 的内存预算{}。</translation>
    </message>
    <message>
        <source>A full prefetch queue is looked at again after this time.</source>
        <translation>预取队列满后，过此时间再次检查。</translation>
    </message>
    <message>
        <source>A larger response closes the connection, so the partition stalls: keep it above the largest stored batch.</source>
        <translation>更大的响应会关闭连接，使分区停滞：请使它大于最大的存储批次。</translation>
    </message>
    <message>
        <source>A memory budget has to be above 0 and at most 1024 GiB, for example 256 MiB; {} cannot hold.{}</source>
        <translation>内存预算须大于 0 且不超过 1024 GiB，例如 256 MiB；{} 守不住。{}</translation>
    </message>
    <message>
        <source>A profile cannot hold {}.</source>
        <translation>配置不能包含 {}。</translation>
    </message>
    <message>
        <source>A run is under way; stop it first.</source>
        <translation>正在运行；请先停止。</translation>
    </message>
    <message>
        <source>A sample needs messages, bytes and time above 0.</source>
        <translation>采样需要大于 0 的消息数、字节数和时间。</translation>
    </message>
    <message>
        <source>A secret never stands in a file; it is asked for.</source>
        <translation>机密从不写在文件中；会询问。</translation>
    </message>
    <message>
        <source>Act as if the container had this memory limit, where it has none or a larger one: also the safe stop.</source>
        <translation>当容器没有内存限制或限制更大时，视作有此限制：包括安全停止。</translation>
    </message>
    <message>
        <source>Allocator</source>
        <translation>分配器</translation>
    </message>
    <message>
        <source>Another cluster; secrets are asked for again.</source>
        <translation>另一个集群；会重新询问机密。</translation>
    </message>
    <message>
        <source>Another member runs with the same group-instance-id; stop one of them.</source>
        <translation>另一成员正以相同的 group-instance-id 运行；请停止其中一个。</translation>
    </message>
    <message>
        <source>Asked for when it is needed, or read from --sasl-password-fd N; kept for this run only, or in the desktop keychain.</source>
        <translation>需要时询问，或从 --sasl-password-fd N 读取；只为本次运行保留，或存入桌面钥匙串。</translation>
    </message>
    <message>
        <source>Auto commit has committed {} messages that were taken and not processed: no consumer of the group will see them. Use --commit-mode batch or manual, which commit what is processed.</source>
        <translation>自动提交已提交了 {} 条取出但未处理的消息：消费组中不会再有消费者看到它们。请用 commit-mode batch 或 manual，它们只提交已处理的部分。</translation>
    </message>
    <message>
        <source>Baseline</source>
        <translation>基线</translation>
    </message>
    <message>
        <source>Batch in hand</source>
        <translation>手中批次</translation>
    </message>
    <message>
        <source>Batches cut off by the partition limit, held with their response</source>
        <translation>被分区限制截断、随响应一起保留的批次</translation>
    </message>
    <message>
        <source>Broker {}</source>
        <translation>代理 {}</translation>
    </message>
    <message>
        <source>Brokers to ask first, host:port, comma separated; demo is the embedded demo broker.</source>
        <translation>首先询问的代理，host:port，逗号分隔；demo 为内置演示代理。</translation>
    </message>
    <message>
        <source>Budget and guard</source>
        <translation>预算与守卫</translation>
    </message>
    <message>
        <source>Bytes kept as previews for people to read.</source>
        <translation>为供人阅读而保留的预览字节数。</translation>
    </message>
    <message>
        <source>Bytes of one partition in one response; the first batch comes whole even if it is larger.</source>
        <translation>一个响应中单个分区的字节数；第一个批次即使更大也会整批到来。</translation>
    </message>
    <message>
        <source>Bytes of one response, as compressed; not below message.max.bytes.</source>
        <translation>一个响应的字节数（压缩后）；不低于 message.max.bytes。</translation>
    </message>
    <message>
        <source>Bytes of value, key and headers copied for each record kept in the view.</source>
        <translation>视图中每条记录复制的值、键与消息头的字节数。</translation>
    </message>
    <message>
        <source>CSV, for spreadsheets</source>
        <translation>CSV，供电子表格使用</translation>
    </message>
    <message>
        <source>Cannot end the last line of {}: {}. Choose another file.</source>
        <translation>无法补全 {} 的最后一行：{}。请另选文件。</translation>
    </message>
    <message>
        <source>Cannot open {} for processor file: {}. Choose a file in a folder you may write to.</source>
        <translation>无法为 processor file 打开 {}：{}。请选择有写权限的目录中的文件。</translation>
    </message>
    <message>
        <source>Cannot read {} ({}). Memory figures need a mounted /proc.</source>
        <translation>无法读取 {}（{}）。内存数值需要已挂载的 /proc。</translation>
    </message>
    <message>
        <source>Cannot use {} for processor file: it is neither a file nor a pipe. Choose another one.</source>
        <translation>{} 不能用于 processor file：它既不是文件也不是管道。请另选。</translation>
    </message>
    <message>
        <source>Cannot write to {}: {}. Free some space or choose another file; nothing beyond the last written record is committed.</source>
        <translation>无法写入 {}：{}。请腾出空间或另选文件；最后写入的记录之后没有任何提交。</translation>
    </message>
    <message>
        <source>Check mechanism, user and password.</source>
        <translation>请检查机制、用户和密码。</translation>
    </message>
    <message>
        <source>Check that the broker runs and that bootstrap-servers names it; Headroom keeps trying.</source>
        <translation>请检查代理是否运行、bootstrap-servers 是否指向它；Headroom 会继续尝试。</translation>
    </message>
    <message>
        <source>Check the certificates and security-protocol.</source>
        <translation>请检查证书与 security-protocol。</translation>
    </message>
    <message>
        <source>Check the host name in bootstrap-servers.</source>
        <translation>请检查 bootstrap-servers 中的主机名。</translation>
    </message>
    <message>
        <source>Check the topic&apos;s name, or create it; Headroom never creates topics.</source>
        <translation>请检查主题名称，或创建它；Headroom 从不创建主题。</translation>
    </message>
    <message>
        <source>Choose where to go on: earliest or latest.</source>
        <translation>请选择从何处继续：earliest 或 latest。</translation>
    </message>
    <message>
        <source>Client&apos;s operation for each message</source>
        <translation>客户端为每条消息的操作对象</translation>
    </message>
    <message>
        <source>Client&apos;s own: statistics, metadata, code first used</source>
        <translation>客户端自身：统计、元数据、首次用到的代码</translation>
    </message>
    <message>
        <source>Commit</source>
        <translation>提交</translation>
    </message>
    <message>
        <source>Commit what is processed at the end; ask means yes on the command line unless the mode is manual.</source>
        <translation>结束时提交已处理的部分；ask 在命令行上等于 yes，除非模式为 manual。</translation>
    </message>
    <message>
        <source>Commit what is processed before partitions are given to another member.</source>
        <translation>分区交给其他成员之前，提交已处理的部分。</translation>
    </message>
    <message>
        <source>Commits messages before they are processed: a crash loses them.</source>
        <translation>在处理之前就提交消息：崩溃会丢失它们。</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Does not begin at what the group has committed.</source>
        <translation>不从消费组已提交处开始。</translation>
    </message>
    <message>
        <source>Draws lines, and warns near the container&apos;s limit.</source>
        <translation>只画线，并在接近容器限制时警告。</translation>
    </message>
    <message>
        <source>Ends of decoding buffers (lz4)</source>
        <translation>解压缓冲区的余量（lz4）</translation>
    </message>
    <message>
        <source>Fences a member that runs with the same name.</source>
        <translation>会隔离以同名运行的成员。</translation>
    </message>
    <message>
        <source>Fetch limits</source>
        <translation>拉取限制</translation>
    </message>
    <message>
        <source>File with the certificates (PEM) of those who may vouch for the broker; empty: those the system trusts.</source>
        <translation>可为代理担保者的证书文件（PEM）；留空则用系统信任的。</translation>
    </message>
    <message>
        <source>File with the private key (PEM) of ssl-certificate-location.</source>
        <translation>ssl-certificate-location 的私钥文件（PEM）。</translation>
    </message>
    <message>
        <source>File with this client&apos;s own certificate (PEM), for brokers that ask for one; goes with ssl-key-location.</source>
        <translation>本客户端自己的证书文件（PEM），供要求证书的代理使用；与 ssl-key-location 成对。</translation>
    </message>
    <message>
        <source>Give free heap pages back to the system when a drain or a pause freed more than 8 MiB.</source>
        <translation>当排空或暂停释放超过 8 MiB 时，把空闲的堆内存页归还系统。</translation>
    </message>
    <message>
        <source>GroupCoordinator: </source>
        <translation>GroupCoordinator: </translation>
    </message>
    <message>
        <source>Halves the view and the batch above the adapt mark, then trims, and at most once makes a new client with smaller limits; pauses as well.</source>
        <translation>高于调整阈值时把视图和批次减半，然后归还内存，至多一次以更小的限制新建客户端；也会暂停。</translation>
    </message>
    <message>
        <source>Headroom always verifies certificate and host name; put the broker&apos;s CA into ssl-ca-location and reach it by a name in its certificate</source>
        <translation>Headroom 始终验证证书与主机名；请把代理的 CA 填入 ssl-ca-location，并用其证书中的名称访问</translation>
    </message>
    <message>
        <source>Headroom needs the log where it is</source>
        <translation>Headroom 需要日志保持原处</translation>
    </message>
    <message>
        <source>Headroom never creates topics</source>
        <translation>Headroom 从不创建主题</translation>
    </message>
    <message>
        <source>Headroom sees the end of a partition by itself</source>
        <translation>Headroom 自行识别分区末尾</translation>
    </message>
    <message>
        <source>Headroom sends nobody anything about itself</source>
        <translation>Headroom 不向任何人发送自身信息</translation>
    </message>
    <message>
        <source>Headroom sets it itself, from commit-mode, start and auto-offset-reset</source>
        <translation>由 Headroom 依据 commit-mode、start 和 auto-offset-reset 自行设置</translation>
    </message>
    <message>
        <source>Headroom sets it with the token endpoint</source>
        <translation>由 Headroom 随令牌端点设置</translation>
    </message>
    <message>
        <source>History, charts and window</source>
        <translation>历史、图表与窗口</translation>
    </message>
    <message>
        <source>Holds while responses decode to at most {:.2f} x their size on the wire and stored batches stay within {} (the largest seen so far). The client caps the output of zstd only (receive.message.max.bytes = {}); a batch of gzip, lz4 or snappy may decode to any size, so against hostile data only a memory limit of the system holds.</source>
        <translation>成立条件：响应解压后不超过其传输大小的 {} 倍，且存储的批次不超过 {}（迄今所见最大）。客户端只限制 zstd 的输出（receive.message.max.bytes = {}）；gzip、lz4 或 snappy 的批次可能解压成任意大小，因此面对恶意数据只有系统的内存限制有效。</translation>
    </message>
    <message>
        <source>How long a request waits for its answer; it also bounds how long quitting can take.</source>
        <translation>请求等待应答的时间；也限定退出所需的时间。</translation>
    </message>
    <message>
        <source>How long the broker may wait for fetch.min.bytes.</source>
        <translation>代理最多为 fetch.min.bytes 等待多久。</translation>
    </message>
    <message>
        <source>How much the process delay varies around its value.</source>
        <translation>处理延迟围绕其值的变化幅度。</translation>
    </message>
    <message>
        <source>How often the client reports its queues; from these figures the prefetch layer is drawn.</source>
        <translation>客户端报告其队列的频率；预取层由这些数值绘出。</translation>
    </message>
    <message>
        <source>How the broker&apos;s listener speaks: in the clear or encrypted (ssl), without or with a login (sasl).</source>
        <translation>代理监听器的通信方式：明文或加密（ssl），无登录或有登录（sasl）。</translation>
    </message>
    <message>
        <source>How the members of the group share the partitions; all members must agree.</source>
        <translation>消费组成员如何分配分区；所有成员须一致。</translation>
    </message>
    <message>
        <source>Keys, headers, framing in the queue</source>
        <translation>队列中的键、消息头与封装</translation>
    </message>
    <message>
        <source>Kind of login; with OAUTHBEARER user and password are the client id and secret for the token endpoint.</source>
        <translation>登录方式；OAUTHBEARER 时用户与密码是令牌端点的客户端 ID 与密钥。</translation>
    </message>
    <message>
        <source>Largest message expected; lower it to allow a small fetch.max.bytes.</source>
        <translation>预期的最大消息；调低它才能用较小的 fetch.max.bytes。</translation>
    </message>
    <message>
        <source>Longest time between two polls; a consumer that is slower loses its partitions.</source>
        <translation>两次轮询之间的最长时间；更慢的消费者会失去分区。</translation>
    </message>
    <message>
        <source>Longest time until added partitions and changed topics are seen.</source>
        <translation>多久之内能看到新增的分区和变化的主题。</translation>
    </message>
    <message>
        <source>Makes this a static member: a restart within the session timeout causes no rebalance.</source>
        <translation>使其成为静态成员：会话超时之内重启不会引起再均衡。</translation>
    </message>
    <message>
        <source>Messages taken from the prefetch queue at once; does not bound the prefetch itself.</source>
        <translation>一次从预取队列取出的消息数；不限制预取本身。</translation>
    </message>
    <message>
        <source>More client properties as name=value, each --property or separated by semicolons; only those on Headroom&apos;s list.</source>
        <translation>更多客户端属性，写作 name=value，每个一个 --property 或以分号分隔；仅限 Headroom 列表中的。</translation>
    </message>
    <message>
        <source>NDJSON, an object a line</source>
        <translation>NDJSON，每行一个对象</translation>
    </message>
    <message>
        <source>Name of this client in the logs and quotas of the broker.</source>
        <translation>本客户端在代理日志与配额中的名称。</translation>
    </message>
    <message>
        <source>Nested deeper than {} levels (byte {}). Read it as text or hex.</source>
        <translation>嵌套超过 {} 层（第 {} 字节）。请以文本或十六进制查看。</translation>
    </message>
    <message>
        <source>No answer to the commit within {} ms; the broker may still have taken it.</source>
        <translation>{} ms 内没有提交的应答；代理仍可能已接受。</translation>
    </message>
    <message>
        <source>No broker answers at {} within {}: check the host and port, that the broker runs, and its listeners.{}</source>
        <translation>{1} 内 {0} 没有代理应答：请检查主机与端口、代理是否运行及其监听器。{2}</translation>
    </message>
    <message>
        <source>No broker answers: check host and port, and that the broker runs.</source>
        <translation>没有代理应答：请检查主机与端口，以及代理是否运行。</translation>
    </message>
    <message>
        <source>Nobody reads the pipe {} of processor file: start its reader first, or choose a file.</source>
        <translation>processor file 的管道 {} 没有读取者：请先启动其读取者，或选择文件。</translation>
    </message>
    <message>
        <source>Not valid JSON: {} (byte {}).</source>
        <translation>不是有效的 JSON：{}（第 {} 字节）。</translation>
    </message>
    <message>
        <source>Nothing can be derived around {}: {}</source>
        <translation>无法围绕 {} 推导：{}</translation>
    </message>
    <message>
        <source>Nothing can be derived yet; not known is {}.</source>
        <translation>尚无法推导；未知的是 {}。</translation>
    </message>
    <message>
        <source>Nothing of {} came within {}, although it is not empty: allow more time (--sample-time), or look at the brokers.</source>
        <translation>{1} 内没有收到 {0} 的任何消息，尽管它不为空：请给更多时间（--sample-time），或检查代理。</translation>
    </message>
    <message>
        <source>Nothing runs; start first.</source>
        <translation>没有运行；请先启动。</translation>
    </message>
    <message>
        <source>OpenSSL error {}</source>
        <translation>OpenSSL 错误 {}</translation>
    </message>
    <message>
        <source>Password of an encrypted ssl-key-location; asked for or read from --ssl-key-password-fd N, as sasl-password is.</source>
        <translation>加密的 ssl-key-location 的密码；与 sasl-password 一样会询问，或从 --ssl-key-password-fd N 读取。</translation>
    </message>
    <message>
        <source>Password of the key {}</source>
        <translation>密钥 {} 的密码</translation>
    </message>
    <message>
        <source>Password of {} at {} ({})</source>
        <translation>{1}（{2}）上 {0} 的密码</translation>
    </message>
    <message>
        <source>Pauses all partitions above the high mark, so that the prefetch is given back, and resumes below the low mark.</source>
        <translation>高于暂停阈值时暂停所有分区以释放预取，低于恢复阈值时继续。</translation>
    </message>
    <message>
        <source>Poll and batch</source>
        <translation>轮询与批次</translation>
    </message>
    <message>
        <source>Prefetch queue</source>
        <translation>预取队列</translation>
    </message>
    <message>
        <source>Proc-Type: 4,ENCRYPTED</source>
        <translation>Proc-Type: 4,ENCRYPTED</translation>
    </message>
    <message>
        <source>Processing</source>
        <translation>处理</translation>
    </message>
    <message>
        <source>Processing took longer than max-poll-interval-ms; raise it or take smaller batches.</source>
        <translation>处理时间超过了 max-poll-interval-ms；请提高它或用更小的批次。</translation>
    </message>
    <message>
        <source>Profiles are: {}.</source>
        <translation>现有配置：{}。</translation>
    </message>
    <message>
        <source>RSS once connected, before the first fetch</source>
        <translation>连接之后、首次拉取之前的 RSS</translation>
    </message>
    <message>
        <source>RSS {} is above the adapt mark {}</source>
        <translation>RSS {} 高于调整阈值 {}</translation>
    </message>
    <message>
        <source>RSS {} is above the limit {}</source>
        <translation>RSS {} 高于限制 {}</translation>
    </message>
    <message>
        <source>RSS {} rises by {} until it can be acted on and would pass the limit {}</source>
        <translation>RSS {} 在能够采取行动之前还会上升 {}，将超过限制 {}</translation>
    </message>
    <message>
        <source>RSS {} stayed above the high mark {} for {:.0f} s</source>
        <translation>RSS {} 持续 {2} 秒高于暂停阈值 {1}</translation>
    </message>
    <message>
        <source>Rack of this machine, so that a near replica can answer.</source>
        <translation>本机所在机架，使近处的副本可以应答。</translation>
    </message>
    <message>
        <source>Rebalance protocol: classic, or consumer (Kafka 4; experimental in clients below 2.12).</source>
        <translation>再均衡协议：classic 或 consumer（Kafka 4；2.12 以下的客户端为实验性）。</translation>
    </message>
    <message>
        <source>Record view</source>
        <translation>记录视图</translation>
    </message>
    <message>
        <source>Request not valid in current SASL state</source>
        <translation>Request not valid in current SASL state</translation>
    </message>
    <message>
        <source>Responses above the queue limit</source>
        <translation>超出队列限制的响应</translation>
    </message>
    <message>
        <source>Responses as received, while messages point into them</source>
        <translation>仍被消息引用的原始响应</translation>
    </message>
    <message>
        <source>Responses decode to {} together, above a quarter of the queue limit of {}: the queue overshoots by them. Lower fetch-max-bytes, or raise queued-max-messages-kbytes.</source>
        <translation>响应解压后合计 {}，超过 {} 的队列限制的四分之一：队列会超出这么多。请调低 fetch-max-bytes，或提高 queued-max-messages-kbytes。</translation>
    </message>
    <message>
        <source>SASL authentication error</source>
        <translation>SASL authentication error</translation>
    </message>
    <message>
        <source>SASL authentication error: </source>
        <translation>SASL authentication error: </translation>
    </message>
    <message>
        <source>Says what it would do, once at each crossing of a mark; stops safely before the container&apos;s limit, as the next two do.</source>
        <translation>每次越过阈值时说明会做什么；与后两种一样，在到达容器限制之前安全停止。</translation>
    </message>
    <message>
        <source>See the log; stop and start again if it stays.</source>
        <translation>请查看日志；若持续出现，请停止后重新启动。</translation>
    </message>
    <message>
        <source>Simulate a processing failure of one message in so many.</source>
        <translation>模拟每这么多条消息中有一条处理失败。</translation>
    </message>
    <message>
        <source>Simulated cost of each message, for the processors delay and cpu.</source>
        <translation>每条消息的模拟开销，用于处理器 delay 与 cpu。</translation>
    </message>
    <message>
        <source>Skips messages without asking.</source>
        <translation>不经询问就跳过消息。</translation>
    </message>
    <message>
        <source>Something accepts connections at {}, but does not answer as a Kafka broker ({}). Check that the port is a broker&apos;s listener (not a web server&apos;s or a KRaft controller&apos;s) and that security-protocol is the listener&apos;s (PLAINTEXT, SSL, ...).</source>
        <translation>{} 接受连接，但不像 Kafka 代理那样应答（{}）。请检查该端口是否为代理的监听器（不是 Web 服务器或 KRaft 控制器的），以及 security-protocol 是否与监听器一致（PLAINTEXT、SSL 等）。</translation>
    </message>
    <message>
        <source>Start position</source>
        <translation>起始位置</translation>
    </message>
    <message>
        <source>Stop fetching at this many messages of a partition in the prefetch queue; the only bound for tiny values.</source>
        <translation>预取队列中一个分区的消息达到此条数时停止拉取；对极小的值是唯一的限制。</translation>
    </message>
    <message>
        <source>Stop fetching at this many value bytes in the prefetch queue; overshoots by one response a broker.</source>
        <translation>预取队列中的值达到此字节数时停止拉取；每个代理可能超出一个响应。</translation>
    </message>
    <message>
        <source>Stopped {} the memory limit: {} of {} were used ({}). The batch was finished and committed by the commit mode. Raise the limit, or lower memory-budget, queued-max-messages-kbytes and batch-bytes.</source>
        <translation>在{0}内存限制时停止：{2} 已用 {1}（{3}）。批次已处理完并按提交模式提交。请提高该限制，或调低 memory-budget、queued-max-messages-kbytes 和 batch-bytes。</translation>
    </message>
    <message>
        <source>Takes partitions from the members of this group and commits in its name.</source>
        <translation>会从此消费组的成员取走分区，并以其名义提交。</translation>
    </message>
    <message>
        <source>The Kafka client refuses these settings: {}. Change them and start again.</source>
        <translation>Kafka 客户端拒绝这些设置：{}。请更改后重新启动。</translation>
    </message>
    <message>
        <source>The batch in hand is processed when it has so many messages.</source>
        <translation>手中批次达到此条数时开始处理。</translation>
    </message>
    <message>
        <source>The batch in hand is processed when it holds so many bytes.</source>
        <translation>手中批次达到此字节数时开始处理。</translation>
    </message>
    <message>
        <source>The batch in hand is processed when its first message waited so long.</source>
        <translation>手中批次的第一条消息等待这么久时开始处理。</translation>
    </message>
    <message>
        <source>The broker</source>
        <translation>代理</translation>
    </message>
    <message>
        <source>The broker refuses the commit&apos;s metadata; check its settings.</source>
        <translation>代理拒绝提交的元数据；请检查其设置。</translation>
    </message>
    <message>
        <source>The broker waits until it has this much to send.</source>
        <translation>代理等到有这么多数据才发送。</translation>
    </message>
    <message>
        <source>The broker&apos;s quotas and logs take this client for that one.</source>
        <translation>代理的配额与日志会把此客户端当作那一个。</translation>
    </message>
    <message>
        <source>The budget of {} is not above the baseline of {}, which the process needs before it reads anything: raise it.</source>
        <translation>{} 的预算不高于 {} 的基线，而进程在读取任何内容之前就需要基线：请提高预算。</translation>
    </message>
    <message>
        <source>The ceiling of these settings is {}, above the budget of {}: derive the limits from the budget, or raise it.</source>
        <translation>这些设置的预测上限为 {}，高于 {} 的预算：请由预算推导各项限制，或提高预算。</translation>
    </message>
    <message>
        <source>The certificate of {} {}.</source>
        <translation>{} 的证书{}。</translation>
    </message>
    <message>
        <source>The client reads this file and shows it to the broker.</source>
        <translation>客户端会读取此文件并出示给代理。</translation>
    </message>
    <message>
        <source>The client reads this file.</source>
        <translation>客户端会读取此文件。</translation>
    </message>
    <message>
        <source>The client&apos;s statistics cannot be read (byte {} of {}). Prefetch figures stay as they were.</source>
        <translation>无法读取客户端统计（第 {} 字节，共 {}）。预取数值保持不变。</translation>
    </message>
    <message>
        <source>The consumer ended by an internal error: {}. Uncommitted messages will be delivered again; please report this.</source>
        <translation>消费者因内部错误结束：{}。未提交的消息会再次交付；请报告此问题。</translation>
    </message>
    <message>
        <source>The consumer is busy with 64 commands; try again in a moment.</source>
        <translation>消费者正忙于 64 个命令；请稍后再试。</translation>
    </message>
    <message>
        <source>The coordinator is loading; Headroom keeps trying.</source>
        <translation>协调者正在加载；Headroom 会继续尝试。</translation>
    </message>
    <message>
        <source>The coordinator is not available yet; Headroom keeps trying.</source>
        <translation>协调者尚不可用；Headroom 会继续尝试。</translation>
    </message>
    <message>
        <source>The demo broker did not start: it {}.</source>
        <translation>演示代理未启动：{}。</translation>
    </message>
    <message>
        <source>The demo broker was not ready within {} ms. Try again, or connect to another broker.</source>
        <translation>演示代理在 {} ms 内未就绪。请重试，或连接其他代理。</translation>
    </message>
    <message>
        <source>The demo broker&apos;s output could not be read: {}.</source>
        <translation>无法读取演示代理的输出：{}。</translation>
    </message>
    <message>
        <source>The export to {} failed: {}. Nothing was written; choose another place or make room there.</source>
        <translation>导出到 {} 失败：{}。没有写入任何内容；请另选位置或腾出空间。</translation>
    </message>
    <message>
        <source>The group moved on; what was not committed will be delivered again.</source>
        <translation>消费组已向前推进；未提交的会再次交付。</translation>
    </message>
    <message>
        <source>The group whose offsets are committed; empty makes a fresh headroom-&lt;random&gt; group.</source>
        <translation>提交其位点的消费组；留空则新建 headroom-&lt;随机&gt; 组。</translation>
    </message>
    <message>
        <source>The group&apos;s coordinator</source>
        <translation>消费组的协调者</translation>
    </message>
    <message>
        <source>The group&apos;s coordinator has moved; Headroom keeps trying.</source>
        <translation>消费组的协调者已转移；Headroom 会继续尝试。</translation>
    </message>
    <message>
        <source>The group&apos;s coordinator is not reachable yet; Headroom keeps trying.</source>
        <translation>消费组的协调者尚不可达；Headroom 会继续尝试。</translation>
    </message>
    <message>
        <source>The guard adapts above this share.</source>
        <translation>超过此比例时，守卫调整。</translation>
    </message>
    <message>
        <source>The guard pauses above this share of budget or container limit, whichever is less.</source>
        <translation>超过预算或容器限制（取较小者）的此比例时，守卫暂停。</translation>
    </message>
    <message>
        <source>The guard resumes, and undoes what it adapted, below this share.</source>
        <translation>低于此比例时，守卫恢复拉取并撤销所做的调整。</translation>
    </message>
    <message>
        <source>The key in ssl-key-location does not fit the certificate in ssl-certificate-location: name the two that belong together.</source>
        <translation>ssl-key-location 中的密钥与 ssl-certificate-location 中的证书不匹配：请填写成对的两个。</translation>
    </message>
    <message>
        <source>The key in ssl-key-location is encrypted: enter its password.</source>
        <translation>ssl-key-location 中的密钥已加密：请输入其密码。</translation>
    </message>
    <message>
        <source>The memory of this process cannot be read, so there is no baseline to add to: it needs a mounted /proc.</source>
        <translation>无法读取本进程的内存，因此没有可累加的基线：需要已挂载的 /proc。</translation>
    </message>
    <message>
        <source>The password does not open the key in ssl-key-location: enter it again.</source>
        <translation>密码打不开 ssl-key-location 中的密钥：请重新输入。</translation>
    </message>
    <message>
        <source>The processor has finished no message, and {} in hand: look at what it waits for.</source>
        <translation>处理器没有处理完任何消息，手中{}：请查看它在等待什么。</translation>
    </message>
    <message>
        <source>The profile file {} cannot be used: {}.</source>
        <translation>无法使用配置文件 {}：{}。</translation>
    </message>
    <message>
        <source>The profile {} cannot be deleted: {}. Check the rights of its directory.</source>
        <translation>无法删除配置 {}：{}。请检查其目录的权限。</translation>
    </message>
    <message>
        <source>The sample was interrupted before enough was read.</source>
        <translation>采样在读到足够数据之前被中断。</translation>
    </message>
    <message>
        <source>There are {} profiles already; delete one first.</source>
        <translation>已有 {} 个配置；请先删除一个。</translation>
    </message>
    <message>
        <source>There is no profile &quot;{}&quot;. {}</source>
        <translation>没有配置“{}”。{}</translation>
    </message>
    <message>
        <source>There is no such setting.</source>
        <translation>没有这样的设置。</translation>
    </message>
    <message>
        <source>There is none yet: save one with headroom-cli profiles --save NAME or in the window.</source>
        <translation>尚无配置：请用 headroom-cli profiles --save NAME 或在窗口中保存一个。</translation>
    </message>
    <message>
        <source>Time between commits in the modes interval and auto.</source>
        <translation>interval 与 auto 模式下两次提交之间的时间。</translation>
    </message>
    <message>
        <source>Time without a heartbeat until the group gives the partitions away (the demo broker runs with 6000).</source>
        <translation>多久没有心跳后消费组把分区分给他人（演示代理用 6000）。</translation>
    </message>
    <message>
        <source>Timed out</source>
        <translation>Timed out</translation>
    </message>
    <message>
        <source>Topics to read, comma separated.</source>
        <translation>要读取的主题，逗号分隔。</translation>
    </message>
    <message>
        <source>Verify the checksum of what the broker sent; costs a little CPU.</source>
        <translation>校验代理发来数据的校验和；耗费少许 CPU。</translation>
    </message>
    <message>
        <source>What happens when memory nears the budget or the container&apos;s limit: nothing, only say so, pause fetching, or adapt (smaller view, smaller batch, then a new client with smaller limits). At 97 % of the container&apos;s limit each but off also stops safely, with the batch finished and committed by the commit mode; off only warns.</source>
        <translation>内存接近预算或容器限制时怎么办：什么也不做、只说明、暂停拉取，或调整（缩小视图、缩小批次，再以更小的限制新建客户端）。到达容器限制的 97 % 时，除 off 外都会安全停止，处理完批次并按提交模式提交；off 只警告。</translation>
    </message>
    <message>
        <source>What is done with a batch: nothing, a delay, CPU work, or a line of JSON a record appended to a file.</source>
        <translation>对批次做什么：什么也不做、延迟、CPU 计算，或每条记录向文件追加一行 JSON。</translation>
    </message>
    <message>
        <source>What is sent can be read on the way.</source>
        <translation>发送的内容途中可被读取。</translation>
    </message>
    <message>
        <source>What is sent can be read on the way; with PLAIN the password too.</source>
        <translation>发送的内容途中可被读取；用 PLAIN 时密码也是。</translation>
    </message>
    <message>
        <source>What the process may use (RSS); a run that peaks above it fails its verdict.</source>
        <translation>进程可用的内存（RSS）；峰值超过它的运行判为不合格。</translation>
    </message>
    <message>
        <source>What to do when the wanted offset is no longer on the broker; every message passed over is counted.</source>
        <translation>所需位点已不在代理上时怎么办；跳过的每条消息都会计数。</translation>
    </message>
    <message>
        <source>When processed offsets are committed; auto is risky: it also commits what is not processed yet.</source>
        <translation>何时提交已处理的位点；auto 有风险：它也会提交尚未处理的。</translation>
    </message>
    <message>
        <source>Where a group without commits begins; resolved by Headroom, the client itself runs with error.</source>
        <translation>没有提交的消费组从何处开始；由 Headroom 处理，客户端自身以 error 运行。</translation>
    </message>
    <message>
        <source>Where to begin: the group&apos;s stored offset, either end, the last N messages a partition, an offset, or a time (ms since 1970 or ISO 8601).</source>
        <translation>从何处开始：消费组保存的位点、任一端、每个分区最后 N 条消息、某个位点，或某个时间（1970 年以来的毫秒或 ISO 8601）。</translation>
    </message>
    <message>
        <source>Who logs in.</source>
        <translation>登录的用户。</translation>
    </message>
    <message>
        <source>Whoever is in this file may vouch for the broker.</source>
        <translation>此文件中的任何一方都可为代理担保。</translation>
    </message>
    <message>
        <source>Writes what is consumed into this file.</source>
        <translation>会把消费的内容写入此文件。</translation>
    </message>
    <message>
        <source>a colon is missing</source>
        <translation>缺少冒号</translation>
    </message>
    <message>
        <source>a comma or ] is missing</source>
        <translation>缺少逗号或 ]</translation>
    </message>
    <message>
        <source>a comma or } is missing</source>
        <translation>缺少逗号或 }</translation>
    </message>
    <message>
        <source>a control character stands in a string</source>
        <translation>字符串中有控制字符</translation>
    </message>
    <message>
        <source>a key in quotes is missing</source>
        <translation>缺少带引号的键</translation>
    </message>
    <message>
        <source>a new client was made</source>
        <translation>已新建客户端</translation>
    </message>
    <message>
        <source>a number from 0 to 7</source>
        <translation>0 到 7 的数字</translation>
    </message>
    <message>
        <source>a number has no digit where it needs one</source>
        <translation>数字缺少必要的数位</translation>
    </message>
    <message>
        <source>a secret never stands in a property; use sasl-password or ssl-key-password</source>
        <translation>机密从不写在 property 中；请用 sasl-password 或 ssl-key-password</translation>
    </message>
    <message>
        <source>a secret; never in a file, the environment or an argument</source>
        <translation>机密；从不写在文件、环境变量或参数中</translation>
    </message>
    <message>
        <source>a string is not UTF-8</source>
        <translation>字符串不是 UTF-8</translation>
    </message>
    <message>
        <source>a value is missing</source>
        <translation>缺少值</translation>
    </message>
    <message>
        <source>adapt above</source>
        <translation>调整阈值</translation>
    </message>
    <message>
        <source>after the colon goes a whole number from {}</source>
        <translation>冒号后须为不小于 {} 的整数</translation>
    </message>
    <message>
        <source>alert bad certificate</source>
        <translation>alert bad certificate</translation>
    </message>
    <message>
        <source>alert certificate expired</source>
        <translation>alert certificate expired</translation>
    </message>
    <message>
        <source>alert certificate required</source>
        <translation>alert certificate required</translation>
    </message>
    <message>
        <source>alert certificate unknown</source>
        <translation>alert certificate unknown</translation>
    </message>
    <message>
        <source>alert unknown ca</source>
        <translation>alert unknown ca</translation>
    </message>
    <message>
        <source>all of</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>allocator slack</source>
        <translation>分配器空闲</translation>
    </message>
    <message>
        <source>an unknown escape stands in a string</source>
        <translation>字符串中有未知的转义</translation>
    </message>
    <message>
        <source>anybody can make an unsigned token</source>
        <translation>任何人都能制作未签名的令牌</translation>
    </message>
    <message>
        <source>as given ({}), but not below the fetch limit {} + 512 B, nor a decoded batch ({}): a larger one stalls for ever</source>
        <translation>按所给（{}），但不低于拉取限制 {} + 512 B，也不低于一个解压后的批次（{}）：更大的会永远停滞</translation>
    </message>
    <message>
        <source>as the ledger has them</source>
        <translation>按账本记录</translation>
    </message>
    <message>
        <source>at</source>
        <translation>达到</translation>
    </message>
    <message>
        <source>at least {} and two of the largest record ({})</source>
        <translation>至少 {} 以及两条最大的记录（{}）</translation>
    </message>
    <message>
        <source>bad decrypt</source>
        <translation>bad decrypt</translation>
    </message>
    <message>
        <source>bad password read</source>
        <translation>bad password read</translation>
    </message>
    <message>
        <source>baseline</source>
        <translation>基线</translation>
    </message>
    <message>
        <source>batch</source>
        <translation>批次</translation>
    </message>
    <message>
        <source>batch bytes cap</source>
        <translation>批次字节上限</translation>
    </message>
    <message>
        <source>batch bytes {} / {} a message (mean record {} and {} that the client and we keep for it), at most {}</source>
        <translation>批次字节 {} / 每条消息 {}（平均记录 {}，客户端和本程序另为其保留 {}），至多 {}</translation>
    </message>
    <message>
        <source>batch halved</source>
        <translation>批次减半</translation>
    </message>
    <message>
        <source>batch in hand</source>
        <translation>手中批次</translation>
    </message>
    <message>
        <source>batch restored: {}</source>
        <translation>批次已恢复：{}</translation>
    </message>
    <message>
        <source>batch size</source>
        <translation>批次条数</translation>
    </message>
    <message>
        <source>batch wait</source>
        <translation>批次等待</translation>
    </message>
    <message>
        <source>batch-bytes = {} is above 5 % of what the budget leaves ({}): one batch is processed while the next one fills, so it counts twice.</source>
        <translation>batch-bytes = {} 超过预算余下部分的 5 %（{}）：一批处理时下一批正在填充，因此计两次。</translation>
    </message>
    <message>
        <source>batch-bytes = {} is below the largest record of {}: each such record is a batch of its own, above the cap.</source>
        <translation>batch-bytes = {} 低于最大的记录 {}：每条这样的记录自成一批，超出上限。</translation>
    </message>
    <message>
        <source>before</source>
        <translation>接近</translation>
    </message>
    <message>
        <source>before it would be looked at again</source>
        <translation>会在再次检查之前就排空</translation>
    </message>
    <message>
        <source>bootstrap-servers = &quot;{}&quot;: demo is the embedded broker and stands alone; name only demo, or leave it out.</source>
        <translation>bootstrap-servers = &quot;{}&quot;：demo 是内置代理，须单独使用；请只写 demo，或去掉它。</translation>
    </message>
    <message>
        <source>bootstrap-servers = &quot;{}&quot;: write host:port (several comma separated), or demo for the embedded broker.</source>
        <translation>bootstrap-servers = &quot;{}&quot;：请写 host:port（多个用逗号分隔），或写 demo 使用内置代理。</translation>
    </message>
    <message>
        <source>broker might require SASL authentication</source>
        <translation>broker might require SASL authentication</translation>
    </message>
    <message>
        <source>cannot be verified: check ssl-ca-location, the host name in bootstrap-servers, and the clock of this machine</source>
        <translation>无法验证：请检查 ssl-ca-location、bootstrap-servers 中的主机名以及本机时钟</translation>
    </message>
    <message>
        <source>cannot help</source>
        <translation>无能为力</translation>
    </message>
    <message>
        <source>cannot help: paused for {:.0f} s and RSS {} is still above the high mark {}; the largest part is {}</source>
        <translation>无能为力：已暂停 {} 秒，RSS {} 仍高于暂停阈值 {}；最大的部分是 {}</translation>
    </message>
    <message>
        <source>ceiling {} → {}: {}</source>
        <translation>预测上限 {} → {}：{}</translation>
    </message>
    <message>
        <source>ceiling {}, estimate {}</source>
        <translation>预测上限 {}，估计 {}</translation>
    </message>
    <message>
        <source>certificate verify failed</source>
        <translation>certificate verify failed</translation>
    </message>
    <message>
        <source>charts and window</source>
        <translation>图表与窗口</translation>
    </message>
    <message>
        <source>closed its output</source>
        <translation>关闭了其输出</translation>
    </message>
    <message>
        <source>commit interval</source>
        <translation>提交间隔</translation>
    </message>
    <message>
        <source>commit mode</source>
        <translation>提交模式</translation>
    </message>
    <message>
        <source>commit of {} failed: {}</source>
        <translation>{} 的提交失败：{}</translation>
    </message>
    <message>
        <source>commit of {}: outcome unknown: {}</source>
        <translation>{} 的提交：结果未知：{}</translation>
    </message>
    <message>
        <source>commit on quit</source>
        <translation>退出时提交</translation>
    </message>
    <message>
        <source>commit on revoke</source>
        <translation>收回分区时提交</translation>
    </message>
    <message>
        <source>committed offsets</source>
        <translation>已提交的位点</translation>
    </message>
    <message>
        <source>committed {} in {:.1f} ms</source>
        <translation>已提交 {}，用时 {} ms</translation>
    </message>
    <message>
        <source>compression ratio and batch size: no response was seen in the statistics yet</source>
        <translation>压缩比与批次大小：统计中尚未见到响应</translation>
    </message>
    <message>
        <source>connecting to a PLAINTEXT broker listener?</source>
        <translation>connecting to a PLAINTEXT broker listener?</translation>
    </message>
    <message>
        <source>connecting to a SSL listener?</source>
        <translation>connecting to a SSL listener?</translation>
    </message>
    <message>
        <source>connecting to {} as group {}</source>
        <translation>以消费组 {1} 连接到 {0}</translation>
    </message>
    <message>
        <source>connection</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>control characters are not allowed</source>
        <translation>不允许控制字符</translation>
    </message>
    <message>
        <source>encryption</source>
        <translation>加密</translation>
    </message>
    <message>
        <source>ended</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>ended by an error</source>
        <translation>因错误结束</translation>
    </message>
    <message>
        <source>ended by signal {}</source>
        <translation>被信号 {} 结束</translation>
    </message>
    <message>
        <source>ended with exit code {}</source>
        <translation>以退出码 {} 结束</translation>
    </message>
    <message>
        <source>fail one in</source>
        <translation>失败率</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>fetch-max-bytes = {} is below message-max-bytes = {}, which the client refuses: lower message-max-bytes with it.</source>
        <translation>fetch-max-bytes = {} 低于 message-max-bytes = {}，客户端会拒绝：请一并调低 message-max-bytes。</translation>
    </message>
    <message>
        <source>fetch-max-bytes = {} must not be below message-max-bytes = {}: raise the one or lower the other.</source>
        <translation>fetch-max-bytes = {} 不得低于 message-max-bytes = {}：请提高前者或调低后者。</translation>
    </message>
    <message>
        <source>fixed + partitions</source>
        <translation>固定 + 分区</translation>
    </message>
    <message>
        <source>full speed needs 500 to {}; not above the batch size of {}</source>
        <translation>全速需要 500 至 {}；不超过批次条数 {}</translation>
    </message>
    <message>
        <source>good</source>
        <translation>正常</translation>
    </message>
    <message>
        <source>guard</source>
        <translation>守卫</translation>
    </message>
    <message>
        <source>guard {}{}</source>
        <translation>守卫{}{}</translation>
    </message>
    <message>
        <source>guard-low = {}, guard-adapt = {}, guard-high = {}: each must be below the next, so that the guard does not flap.</source>
        <translation>guard-low = {}，guard-adapt = {}，guard-high = {}：每一个都须低于下一个，以免守卫来回抖动。</translation>
    </message>
    <message>
        <source>h + n_H (o + e + 96)</source>
        <translation>h + n_H (o + e + 96)</translation>
    </message>
    <message>
        <source>half of</source>
        <translation>一半</translation>
    </message>
    <message>
        <source>half of the fetch limit {}, whose floor it is; larger batches still come</source>
        <translation>拉取限制 {} 的一半，是其下限；更大的批次仍会到来</translation>
    </message>
    <message>
        <source>handshake failed: </source>
        <translation>handshake failed: </translation>
    </message>
    <message>
        <source>has expired: ask the broker&apos;s owner to renew it, or check the clock of this machine</source>
        <translation>已过期：请代理的所有者更新，或检查本机时钟</translation>
    </message>
    <message>
        <source>has nothing to guard by: the memory of this process cannot be read, it needs a mounted /proc</source>
        <translation>无从守卫：无法读取本进程的内存，需要已挂载的 /proc</translation>
    </message>
    <message>
        <source>has nothing to guard: no memory budget and no container limit; set memory-budget</source>
        <translation>没有可守的：没有内存预算也没有容器限制；请设置 memory-budget</translation>
    </message>
    <message>
        <source>holds</source>
        <translation>容得下</translation>
    </message>
    <message>
        <source>host name</source>
        <translation>主机名</translation>
    </message>
    <message>
        <source>in state APIVERSION_QUERY</source>
        <translation>in state APIVERSION_QUERY</translation>
    </message>
    <message>
        <source>in state CONNECT</source>
        <translation>in state CONNECT</translation>
    </message>
    <message>
        <source>in-flight responses</source>
        <translation>传输中的响应</translation>
    </message>
    <message>
        <source>is not valid yet: check the clock of this machine, or ask the broker&apos;s owner</source>
        <translation>尚未生效：请检查本机时钟，或询问代理的所有者</translation>
    </message>
    <message>
        <source>is signed by nobody who is trusted here, so it may be anybody&apos;s: put the certificate of the CA that signed it (PEM) into ssl-ca-location, or ask the broker&apos;s owner for it</source>
        <translation>未由此处信任的任何一方签名，因此可能属于任何人：请把签发它的 CA 证书（PEM）填入 ssl-ca-location，或向代理的所有者索取</translation>
    </message>
    <message>
        <source>it chooses who encrypts</source>
        <translation>它决定由谁加密</translation>
    </message>
    <message>
        <source>it ends in the middle</source>
        <translation>中途结束</translation>
    </message>
    <message>
        <source>it fills the log and costs time</source>
        <translation>它会填满日志并耗费时间</translation>
    </message>
    <message>
        <source>it had to pause</source>
        <translation>曾不得不暂停</translation>
    </message>
    <message>
        <source>it hangs up</source>
        <translation>对方挂断</translation>
    </message>
    <message>
        <source>it has a setting of its own, {}</source>
        <translation>它有自己的设置 {}</translation>
    </message>
    <message>
        <source>it has no value</source>
        <translation>它没有值</translation>
    </message>
    <message>
        <source>it is an address in memory</source>
        <translation>它是内存地址</translation>
    </message>
    <message>
        <source>it is empty</source>
        <translation>它是空的</translation>
    </message>
    <message>
        <source>it is for tests of the client library and replaces the brokers or their answers</source>
        <translation>它供客户端库测试使用，会替换代理或其应答</translation>
    </message>
    <message>
        <source>it is not a JSON object; write {&quot;setting-id&quot;: value, ...}</source>
        <translation>它不是 JSON 对象；请写 {&quot;setting-id&quot;: value, ...}</translation>
    </message>
    <message>
        <source>it is not on Headroom&apos;s list of client properties</source>
        <translation>它不在 Headroom 的客户端属性列表中</translation>
    </message>
    <message>
        <source>it is not on Headroom&apos;s list of client properties; did you mean {}</source>
        <translation>它不在 Headroom 的客户端属性列表中；是否指 {}</translation>
    </message>
    <message>
        <source>it is sent to the broker at the login</source>
        <translation>登录时会发送给代理</translation>
    </message>
    <message>
        <source>it is what the login asks for</source>
        <translation>这是登录所要求的</translation>
    </message>
    <message>
        <source>it loads a library into this process</source>
        <translation>它会把库加载到本进程</translation>
    </message>
    <message>
        <source>it may allow weak encryption</source>
        <translation>它可能允许弱加密</translation>
    </message>
    <message>
        <source>it may fill the log or silence it</source>
        <translation>它可能填满日志或使其静默</translation>
    </message>
    <message>
        <source>it sends signals to threads</source>
        <translation>它会向线程发送信号</translation>
    </message>
    <message>
        <source>it writes files beside the group&apos;s offsets</source>
        <translation>它会在消费组位点之外写文件</translation>
    </message>
    <message>
        <source>its password would have to stand beside it; use ssl-certificate-location and ssl-key-location</source>
        <translation>其密码会与它写在一起；请用 ssl-certificate-location 和 ssl-key-location</translation>
    </message>
    <message>
        <source>key values mismatch</source>
        <translation>key values mismatch</translation>
    </message>
    <message>
        <source>larger than 1 MiB</source>
        <translation>大于 1 MiB</translation>
    </message>
    <message>
        <source>leaving the group</source>
        <translation>离开消费组</translation>
    </message>
    <message>
        <source>librdkafka {}: {}</source>
        <translation>librdkafka {}: {}</translation>
    </message>
    <message>
        <source>login</source>
        <translation>登录</translation>
    </message>
    <message>
        <source>logins by Kerberos start a program through a shell, so Headroom offers none</source>
        <translation>Kerberos 登录会通过 shell 启动程序，因此 Headroom 不提供</translation>
    </message>
    <message>
        <source>longer than {} bytes</source>
        <translation>超过 {} 字节</translation>
    </message>
    <message>
        <source>max-partition-fetch-bytes = {} is below stored batches of {}: cut ones are thrown away and fetched again. Raise it to several batches.</source>
        <translation>max-partition-fetch-bytes = {} 低于 {} 的存储批次：被截断的批次会丢弃并重新拉取。请提高到若干个批次。</translation>
    </message>
    <message>
        <source>max-poll-interval-ms = {} must not be below session-timeout-ms = {}: raise the one or lower the other.</source>
        <translation>max-poll-interval-ms = {} 不得低于 session-timeout-ms = {}：请提高前者或调低后者。</translation>
    </message>
    <message>
        <source>mechanism handshake failed</source>
        <translation>mechanism handshake failed</translation>
    </message>
    <message>
        <source>memory budget</source>
        <translation>预算</translation>
    </message>
    <message>
        <source>min({}, {} x {})</source>
        <translation>min({}, {} x {})</translation>
    </message>
    <message>
        <source>more than {} properties</source>
        <translation>多于 {} 个属性</translation>
    </message>
    <message>
        <source>must not be empty</source>
        <translation>不得为空</translation>
    </message>
    <message>
        <source>n e</source>
        <translation>n e</translation>
    </message>
    <message>
        <source>n v = min(Q, N v)</source>
        <translation>n v = min(Q, N v)</translation>
    </message>
    <message>
        <source>name the file after the colon</source>
        <translation>请在冒号后填写文件</translation>
    </message>
    <message>
        <source>name=value; name=value</source>
        <translation>name=value; name=value</translation>
    </message>
    <message>
        <source>neither true nor false</source>
        <translation>既非 true 也非 false</translation>
    </message>
    <message>
        <source>new client with half the fetch limits</source>
        <translation>以一半的拉取限制新建客户端</translation>
    </message>
    <message>
        <source>no answer within {}; it may have been committed, what was not will be delivered again</source>
        <translation>{} 内没有应答；可能已提交，未提交的会再次交付</translation>
    </message>
    <message>
        <source>no partition is assigned yet; wait until the state is running</source>
        <translation>尚未分得分区；请等到状态变为运行中</translation>
    </message>
    <message>
        <source>no partition was assigned yet: there is nothing that a new client could go on with</source>
        <translation>尚未分得过分区：新客户端没有可接续的内容</translation>
    </message>
    <message>
        <source>no progress for {}: {}</source>
        <translation>{} 没有进展：{}</translation>
    </message>
    <message>
        <source>no such choice</source>
        <translation>没有此选项</translation>
    </message>
    <message>
        <source>not a regular file</source>
        <translation>不是普通文件</translation>
    </message>
    <message>
        <source>not a size; write for example 1048576, 512KiB or 1MiB</source>
        <translation>不是大小；请写例如 1048576、512KiB 或 1MiB</translation>
    </message>
    <message>
        <source>not a time in whole {}; write for example 250ms, 2s or 5min</source>
        <translation>不是整数 {} 的时间；请写例如 250ms、2s 或 5min</translation>
    </message>
    <message>
        <source>not a time; write milliseconds since 1970 or for example 2026-03-01T12:00:00+01:00</source>
        <translation>不是时间；请写 1970 年以来的毫秒数或例如 2026-03-01T12:00:00+01:00</translation>
    </message>
    <message>
        <source>not a whole number</source>
        <translation>不是整数</translation>
    </message>
    <message>
        <source>not a whole number of KiB</source>
        <translation>不是整数 KiB</translation>
    </message>
    <message>
        <source>not reached</source>
        <translation>未到达</translation>
    </message>
    <message>
        <source>not used</source>
        <translation>未使用</translation>
    </message>
    <message>
        <source>nothing comes back</source>
        <translation>没有任何返回</translation>
    </message>
    <message>
        <source>nothing grew</source>
        <translation>没有增长</translation>
    </message>
    <message>
        <source>nothing to commit: all processed messages are committed</source>
        <translation>没有可提交的：已处理的消息都已提交</translation>
    </message>
    <message>
        <source>offset {}</source>
        <translation>位点 {}</translation>
    </message>
    <message>
        <source>offsets for a time</source>
        <translation>某一时间的位点</translation>
    </message>
    <message>
        <source>only default and default,legacy</source>
        <translation>只能是 default 和 default,legacy</translation>
    </message>
    <message>
        <source>out of range</source>
        <translation>超出范围</translation>
    </message>
    <message>
        <source>partitions per broker: the client&apos;s statistics have not come yet</source>
        <translation>每个代理的分区数：客户端统计尚未到来</translation>
    </message>
    <message>
        <source>partitions were given back meanwhile; what was not committed will be delivered again</source>
        <translation>其间分区已被交还；未提交的会再次交付</translation>
    </message>
    <message>
        <source>pause above</source>
        <translation>暂停阈值</translation>
    </message>
    <message>
        <source>paused: prefetched data is dropped and fetched again after resume</source>
        <translation>已暂停：已预取的数据会丢弃，继续后重新拉取</translation>
    </message>
    <message>
        <source>paused: {}</source>
        <translation>已暂停：{}</translation>
    </message>
    <message>
        <source>pauses left nothing to process</source>
        <translation>暂停后没有可处理的内容</translation>
    </message>
    <message>
        <source>prefetch queue</source>
        <translation>预取队列</translation>
    </message>
    <message>
        <source>pretend limit</source>
        <translation>假定限制</translation>
    </message>
    <message>
        <source>preview of a record</source>
        <translation>每条记录的预览</translation>
    </message>
    <message>
        <source>process delay</source>
        <translation>处理延迟</translation>
    </message>
    <message>
        <source>process jitter</source>
        <translation>处理抖动</translation>
    </message>
    <message>
        <source>processing is slow: paused fetching until there is room in the batch</source>
        <translation>处理较慢：暂停拉取，直到批次有空位</translation>
    </message>
    <message>
        <source>processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>processor = {}: there is no such processor; use none, delay, cpu or file:PATH.</source>
        <translation>processor = {}：没有这种处理器；请用 none、delay、cpu 或 file:PATH。</translation>
    </message>
    <message>
        <source>progress again</source>
        <translation>又有进展</translation>
    </message>
    <message>
        <source>property</source>
        <translation>客户端属性</translation>
    </message>
    <message>
        <source>property: {}.</source>
        <translation>property：{}。</translation>
    </message>
    <message>
        <source>queue {} / (8 x c {:.2f} x {} brokers) = {}, a power of two, at least {}</source>
        <translation>队列 {} / (8 x c {} x {} 个代理) = {}，2 的幂，至少 {}</translation>
    </message>
    <message>
        <source>read_committed hides messages of aborted and open transactions.</source>
        <translation>read_committed 会隐藏已中止和未完成事务的消息。</translation>
    </message>
    <message>
        <source>receive-message-max-bytes = {} does not take a stored batch of {}: the connection would be closed and the partition stall for ever. Raise it.</source>
        <translation>receive-message-max-bytes = {} 容不下 {} 的存储批次：连接会被关闭，分区会永远停滞。请提高。</translation>
    </message>
    <message>
        <source>receive-message-max-bytes = {} has to be 512 bytes above fetch-max-bytes = {}: raise it.</source>
        <translation>receive-message-max-bytes = {} 须比 fetch-max-bytes = {} 多 512 字节：请提高。</translation>
    </message>
    <message>
        <source>receive-message-max-bytes = {} must be at least fetch-max-bytes = {} and 512 bytes more: raise the one or lower the other.</source>
        <translation>receive-message-max-bytes = {} 至少须为 fetch-max-bytes = {} 再加 512 字节：请提高前者或调低后者。</translation>
    </message>
    <message>
        <source>reconnecting with a new client: {} without one</source>
        <translation>以新客户端重新连接：{} 没有客户端</translation>
    </message>
    <message>
        <source>record sizes: no message was seen yet</source>
        <translation>记录大小：尚未见到消息</translation>
    </message>
    <message>
        <source>record view</source>
        <translation>记录视图</translation>
    </message>
    <message>
        <source>record view cap</source>
        <translation>记录视图上限</translation>
    </message>
    <message>
        <source>record view halved</source>
        <translation>记录视图减半</translation>
    </message>
    <message>
        <source>record view restored: {}</source>
        <translation>记录视图已恢复：{}</translation>
    </message>
    <message>
        <source>records per poll</source>
        <translation>每次取出条数</translation>
    </message>
    <message>
        <source>resume below</source>
        <translation>恢复阈值</translation>
    </message>
    <message>
        <source>resumed after {:.0f} s, although fetching {} again will not stay below the high mark {}: lower the queue and fetch limits</source>
        <translation>{} 秒后恢复拉取，尽管重新拉取 {} 不会保持在暂停阈值 {} 之下：请调低队列与拉取限制</translation>
    </message>
    <message>
        <source>resumed after {:.0f} s: a pause does not bring RSS {} below the low mark {}; the largest part is {}; raise the budget {} or make that part smaller</source>
        <translation>{} 秒后恢复拉取：暂停不能使 RSS {} 降到恢复阈值 {} 之下；最大的部分是 {}；请提高预算 {} 或减小该部分</translation>
    </message>
    <message>
        <source>resumed: RSS is {}, the low mark {}</source>
        <translation>已恢复拉取：RSS 为 {}，恢复阈值 {}</translation>
    </message>
    <message>
        <source>resumed: {}</source>
        <translation>已恢复拉取：{}</translation>
    </message>
    <message>
        <source>routing the client&apos;s log</source>
        <translation>转接客户端日志</translation>
    </message>
    <message>
        <source>sasl-mechanism = OAUTHBEARER: say where tokens come from with property {}=https://HOST/PATH.</source>
        <translation>sasl-mechanism = OAUTHBEARER：请用属性 {}=https://HOST/PATH 指明令牌来源。</translation>
    </message>
    <message>
        <source>security-protocol = sasl_plaintext sends the messages in the clear. Use sasl_ssl where the broker offers it.</source>
        <translation>security-protocol = sasl_plaintext 会明文发送消息。若代理提供，请用 sasl_ssl。</translation>
    </message>
    <message>
        <source>security-protocol = sasl_plaintext with PLAIN sends the password in the clear: anybody on the way can read it. Use sasl_ssl where the broker offers it.</source>
        <translation>security-protocol = sasl_plaintext 配合 PLAIN 会明文发送密码：途中任何人都能读取。若代理提供，请用 sasl_ssl。</translation>
    </message>
    <message>
        <source>security-protocol = {} logs in: choose the sasl-mechanism that the broker offers, for example SCRAM-SHA-512.</source>
        <translation>security-protocol = {} 需要登录：请选择代理提供的 sasl-mechanism，例如 SCRAM-SHA-512。</translation>
    </message>
    <message>
        <source>security-protocol = {} logs in: name the user in sasl-username.</source>
        <translation>security-protocol = {} 需要登录：请在 sasl-username 中填写用户。</translation>
    </message>
    <message>
        <source>security-protocol = {}: the demo broker only speaks plaintext. Name your own broker in bootstrap-servers, or set plaintext.</source>
        <translation>security-protocol = {}：演示代理只支持 plaintext。请在 bootstrap-servers 中填写您自己的代理，或设为 plaintext。</translation>
    </message>
    <message>
        <source>settings and files</source>
        <translation>设置与文件</translation>
    </message>
    <message>
        <source>share of what comes and goes, and of what is decoded</source>
        <translation>来去数据与解压数据的一个比例</translation>
    </message>
    <message>
        <source>slowly enough</source>
        <translation>排空得足够慢</translation>
    </message>
    <message>
        <source>socket-timeout-ms = {} must be at least 1000 above fetch-wait-max-ms = {}: raise the one or lower the other.</source>
        <translation>socket-timeout-ms = {} 至少须比 fetch-wait-max-ms = {} 大 1000：请提高前者或调低后者。</translation>
    </message>
    <message>
        <source>some of these settings need a reconnect; use Restart and apply</source>
        <translation>其中有些设置需要重新连接；请用“重启并应用”</translation>
    </message>
    <message>
        <source>something follows the value</source>
        <translation>值之后还有内容</translation>
    </message>
    <message>
        <source>ssl-ca-location holds no certificate in PEM: name the file with the CA&apos;s certificate.</source>
        <translation>ssl-ca-location 中没有 PEM 证书：请填写 CA 证书的文件。</translation>
    </message>
    <message>
        <source>ssl-certificate-location and ssl-key-location go together: name both files, or none.</source>
        <translation>ssl-certificate-location 与 ssl-key-location 须成对：两个都填，或都不填。</translation>
    </message>
    <message>
        <source>ssl-certificate-location holds no certificate in PEM: name the file with this client&apos;s certificate.</source>
        <translation>ssl-certificate-location 中没有 PEM 证书：请填写本客户端证书的文件。</translation>
    </message>
    <message>
        <source>ssl-key-location holds no private key in PEM that can be read with this password: name the right file, or enter the password again.</source>
        <translation>ssl-key-location 中没有能用此密码读取的 PEM 私钥：请填写正确的文件，或重新输入密码。</translation>
    </message>
    <message>
        <source>ssl.ca.location failed</source>
        <translation>ssl.ca.location failed</translation>
    </message>
    <message>
        <source>ssl.certificate.location failed</source>
        <translation>ssl.certificate.location failed</translation>
    </message>
    <message>
        <source>ssl.key.location failed</source>
        <translation>ssl.key.location failed</translation>
    </message>
    <message>
        <source>ssl.key.location failed: error:05800074</source>
        <translation>ssl.key.location failed: error:05800074</translation>
    </message>
    <message>
        <source>start at</source>
        <translation>起始于</translation>
    </message>
    <message>
        <source>starves: pausing for the limit {} leaves nothing to process for more than half of the time, because RSS comes down to {} only{}; for a useful rate the least is about {}; the largest part is {}</source>
        <translation>陷入饥饿：为守住限制 {} 而暂停，使一半以上的时间没有可处理的内容，因为 RSS 只能降到 {}{}；要有可用的速率，至少约需 {}；最大的部分是 {}</translation>
    </message>
    <message>
        <source>stopped before the answer; it may have been committed, what was not will be delivered again</source>
        <translation>在得到应答之前停止；可能已提交，未提交的会再次交付</translation>
    </message>
    <message>
        <source>sum over brokers of R</source>
        <translation>对各代理求和 R</translation>
    </message>
    <message>
        <source>sum over brokers of c R</source>
        <translation>对各代理求和 c R</translation>
    </message>
    <message>
        <source>supported mechanisms:  </source>
        <translation>supported mechanisms:  </translation>
    </message>
    <message>
        <source>text, not empty</source>
        <translation>文本，不得为空</translation>
    </message>
    <message>
        <source>that partition is not assigned to this consumer any more</source>
        <translation>该分区已不再分给此消费者</translation>
    </message>
    <message>
        <source>the baseline: no partition was assigned yet, or the memory of this process cannot be read</source>
        <translation>基线：尚未分得分区，或无法读取本进程的内存</translation>
    </message>
    <message>
        <source>the broker did not answer in time: left without saying goodbye, the group notices after session.timeout.ms</source>
        <translation>代理未及时应答：已不辞而别，消费组会在 session.timeout.ms 之后察觉</translation>
    </message>
    <message>
        <source>the broker refused some partitions (code {}); they will be delivered again</source>
        <translation>代理拒绝了部分分区（代码 {}）；它们会再次交付</translation>
    </message>
    <message>
        <source>the client commits by itself in auto mode; choose another commit mode to commit by hand</source>
        <translation>自动模式下由客户端自行提交；要手动提交请选择其他提交模式</translation>
    </message>
    <message>
        <source>the client reads this file</source>
        <translation>客户端会读取此文件</translation>
    </message>
    <message>
        <source>the earliest offset</source>
        <translation>最早的位点</translation>
    </message>
    <message>
        <source>the guard is off</source>
        <translation>守卫已关闭</translation>
    </message>
    <message>
        <source>the guard only observes</source>
        <translation>守卫只观察</translation>
    </message>
    <message>
        <source>the guard only pauses</source>
        <translation>守卫只暂停</translation>
    </message>
    <message>
        <source>the largest power of two whose ceiling stays below the resume mark: {} % of {} = {}{}</source>
        <translation>预测上限低于恢复阈值的最大 2 的幂：{1} 的 {0} % = {2}{3}</translation>
    </message>
    <message>
        <source>the largest that a view may be; {} would be more</source>
        <translation>视图可达的最大值；{} 会更多</translation>
    </message>
    <message>
        <source>the latest offset</source>
        <translation>最新的位点</translation>
    </message>
    <message>
        <source>the least ({}); {} does not fit below the resume mark of {}</source>
        <translation>最小值（{}）；{} 放不进恢复阈值 {} 之下</translation>
    </message>
    <message>
        <source>the memory of this process cannot be read any more</source>
        <translation>无法再读取本进程的内存</translation>
    </message>
    <message>
        <source>the run ended before this command was reached</source>
        <translation>运行在轮到此命令之前结束</translation>
    </message>
    <message>
        <source>the run ended before this commit was sent</source>
        <translation>运行在发送此提交之前结束</translation>
    </message>
    <message>
        <source>there is no memory budget and no container limit any more</source>
        <translation>已没有内存预算也没有容器限制</translation>
    </message>
    <message>
        <source>these settings</source>
        <translation>这些设置</translation>
    </message>
    <message>
        <source>topic</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>topic = &quot;{}&quot;: name at least one topic (letters, digits, &apos;.&apos;, &apos;_&apos; and &apos;-&apos;, comma separated).</source>
        <translation>topic = &quot;{}&quot;：请至少指定一个主题（字母、数字、“.”、“_”和“-”，逗号分隔）。</translation>
    </message>
    <message>
        <source>topic is empty: name at least one topic, for example --topic orders.</source>
        <translation>topic 为空：请至少指定一个主题，例如 orders。</translation>
    </message>
    <message>
        <source>topic {}: {}</source>
        <translation>主题 {}：{}</translation>
    </message>
    <message>
        <source>trim after drain</source>
        <translation>排空后归还内存</translation>
    </message>
    <message>
        <source>trim: {}</source>
        <translation>归还内存：{}</translation>
    </message>
    <message>
        <source>trim: {} returned in {:.1f} ms</source>
        <translation>归还内存：{1} ms 内归还 {0}</translation>
    </message>
    <message>
        <source>trimmed</source>
        <translation>已归还内存</translation>
    </message>
    <message>
        <source>true, false</source>
        <translation>true, false</translation>
    </message>
    <message>
        <source>unattributed</source>
        <translation>未归属</translation>
    </message>
    <message>
        <source>use sasl-username</source>
        <translation>请用 sasl-username</translation>
    </message>
    <message>
        <source>user and secret are sent to this address</source>
        <translation>用户与机密会发送到此地址</translation>
    </message>
    <message>
        <source>view budget + 2 pages</source>
        <translation>视图上限 + 2 页</translation>
    </message>
    <message>
        <source>view-budget = {} is above 15 % of what the budget leaves ({}): lower it, or raise the budget.</source>
        <translation>view-budget = {} 超过预算余下部分的 15 %（{}）：请调低，或提高预算。</translation>
    </message>
    <message>
        <source>was made for another host name: name the broker in bootstrap-servers as its certificate does, or ask its owner for a certificate with this name</source>
        <translation>是为另一主机名签发的：请在 bootstrap-servers 中按证书上的名称填写代理，或向其所有者索取带此名称的证书</translation>
    </message>
    <message>
        <source>was revoked: ask the broker&apos;s owner for a new one</source>
        <translation>已被吊销：请向代理的所有者索取新的</translation>
    </message>
    <message>
        <source>what comes back is not Kafka&apos;s protocol</source>
        <translation>返回的不是 Kafka 协议</translation>
    </message>
    <message>
        <source>what is left, at least {}; {} does not fit below the resume mark of {} beside a queue that is fast</source>
        <translation>余下的部分，至少 {}；{} 与一个够快的队列一起无法放在恢复阈值 {} 之下</translation>
    </message>
    <message>
        <source>when the offset is gone</source>
        <translation>位点失效时</translation>
    </message>
    <message>
        <source>would adapt: RSS {} is above the adapt mark {}</source>
        <translation>本会调整：RSS {} 高于调整阈值 {}</translation>
    </message>
    <message>
        <source>would let go: RSS {} is below the low mark {}</source>
        <translation>本会放手：RSS {} 低于恢复阈值 {}</translation>
    </message>
    <message>
        <source>would not hold</source>
        <translation>容不下</translation>
    </message>
    <message>
        <source>would pause: {}</source>
        <translation>本会暂停：{}</translation>
    </message>
    <message>
        <source>write https://HOST/PATH, without user and password</source>
        <translation>请写 https://HOST/PATH，不含用户与密码</translation>
    </message>
    <message>
        <source>write the client&apos;s debug contexts, comma separated, for example broker,security</source>
        <translation>请写客户端的调试上下文，逗号分隔，例如 broker,security</translation>
    </message>
    <message>
        <source>wrong version number</source>
        <translation>wrong version number</translation>
    </message>
    <message>
        <source>{0} asks for a client certificate and does not take ours: name one that its CA signed in ssl-certificate-location, and its key in ssl-key-location.</source>
        <translation>{0} 要求客户端证书且不接受本方的：请在 ssl-certificate-location 中填写由其 CA 签发的证书，在 ssl-key-location 中填写其密钥。</translation>
    </message>
    <message>
        <source>{0} closed the connection soon after it was opened ({2}). If it was not just stopped, its listener may want a login: set security-protocol to sasl_plaintext or sasl_ssl, and sasl-mechanism.</source>
        <translation>{0} 在连接打开后不久就关闭了它（{2}）。若它不是刚被停止，其监听器可能要求登录：请把 security-protocol 设为 sasl_plaintext 或 sasl_ssl，并设置 sasl-mechanism。</translation>
    </message>
    <message>
        <source>{0} does not offer this sasl-mechanism. It says: {1}. Choose one that it offers.</source>
        <translation>{0} 不提供此 sasl-mechanism。它说：{1}。请选择它提供的。</translation>
    </message>
    <message>
        <source>{0} does not speak TLS: its listener is plaintext. Set security-protocol to plaintext (or sasl_plaintext), or name the port of the TLS listener.</source>
        <translation>{0} 不支持 TLS：其监听器为明文。请把 security-protocol 设为 plaintext（或 sasl_plaintext），或填写 TLS 监听器的端口。</translation>
    </message>
    <message>
        <source>{0} is needed and was not given: enter it, or start with --{0}-fd N.</source>
        <translation>需要 {0} 而未给出：请输入，或以 --{0}-fd N 启动。</translation>
    </message>
    <message>
        <source>{0} refuses the login: wrong user or password. It says: {1}. Check sasl-username and enter the password again.</source>
        <translation>{0} 拒绝登录：用户或密码错误。它说：{1}。请检查 sasl-username 并重新输入密码。</translation>
    </message>
    <message>
        <source>{0} says that our certificate has expired: renew the file in ssl-certificate-location.</source>
        <translation>{0} 说本方证书已过期：请更新 ssl-certificate-location 中的文件。</translation>
    </message>
    <message>
        <source>{0} takes no logins: its listener has none. Set security-protocol without sasl (plaintext or ssl).</source>
        <translation>{0} 不接受登录：其监听器没有登录。请把 security-protocol 设为不含 sasl 的（plaintext 或 ssl）。</translation>
    </message>
    <message>
        <source>{} % of C = {} (budget {} - baseline {})</source>
        <translation>C 的 {} % = {}（预算 {} - 基线 {}）</translation>
    </message>
    <message>
        <source>{} (live)</source>
        <translation>{}（立即）</translation>
    </message>
    <message>
        <source>{} + {} x {} decoded</source>
        <translation>{} + {} x {} 解压后</translation>
    </message>
    <message>
        <source>{} = &quot;{}{}&quot;: {}. Allowed: {}.</source>
        <translation>{} = &quot;{}{}&quot;：{}。允许：{}。</translation>
    </message>
    <message>
        <source>{} = {}: the Kafka client refuses it: {}</source>
        <translation>{} = {}：Kafka 客户端拒绝它：{}</translation>
    </message>
    <message>
        <source>{} = {}: {}. Name a regular file of at most 1 MiB (PEM) that you may read.</source>
        <translation>{} = {}：{}。请填写您可读取、不超过 1 MiB 的普通文件（PEM）。</translation>
    </message>
    <message>
        <source>{} Given up after {}.</source>
        <translation>{} {} 后放弃。</translation>
    </message>
    <message>
        <source>{} [{}]: offset {} is beyond the end (OFFSET_OUT_OF_RANGE), the next message will be {}. Begin elsewhere with start, or choose with on-offset-lost earliest or latest.</source>
        <translation>{} [{}]：位点 {} 在末尾之后（OFFSET_OUT_OF_RANGE），下一条消息将是 {}。请用 start 从别处开始，或用 on-offset-lost 选择 earliest 或 latest。</translation>
    </message>
    <message>
        <source>{} [{}]: offset {} is no longer on the broker (OFFSET_OUT_OF_RANGE)</source>
        <translation>{} [{}]：位点 {} 已不在代理上（OFFSET_OUT_OF_RANGE）</translation>
    </message>
    <message>
        <source>{} [{}]: the batch at offset {} cannot be read (_BAD_MSG), and nothing was passed over. Is it damaged on the broker? check-crcs false reads it unchecked; start offset:N in another group begins behind it.</source>
        <translation>{} [{}]：位点 {} 处的批次无法读取（_BAD_MSG），没有跳过任何消息。代理上的批次是否损坏？check-crcs false 会不经校验读取它；在另一消费组中用 start offset:N 可从其后开始。</translation>
    </message>
    <message>
        <source>{} are</source>
        <translation>有 {} 条</translation>
    </message>
    <message>
        <source>{} assigned</source>
        <translation>分得 {}</translation>
    </message>
    <message>
        <source>{} brokers, S {}, F {}, M {}</source>
        <translation>{} 个代理，S {}，F {}，M {}</translation>
    </message>
    <message>
        <source>{} brokers, {} a response</source>
        <translation>{} 个代理，每个响应 {}</translation>
    </message>
    <message>
        <source>{} bytes</source>
        <translation>{} 字节</translation>
    </message>
    <message>
        <source>{} does not look as expected on this kernel.</source>
        <translation>在此内核上 {} 与预期不符。</translation>
    </message>
    <message>
        <source>{} given back</source>
        <translation>交还 {}</translation>
    </message>
    <message>
        <source>{} goes on at {}</source>
        <translation>{} 从 {} 继续</translation>
    </message>
    <message>
        <source>{} in hand at most so far</source>
        <translation>迄今手中最多 {}</translation>
    </message>
    <message>
        <source>{} is ambiguous; write KiB, MiB or GiB (powers of 1024)</source>
        <translation>{} 有歧义；请写 KiB、MiB 或 GiB（1024 的幂）</translation>
    </message>
    <message>
        <source>{} is empty and nothing came within {}: produce some records, or name a topic that has some.</source>
        <translation>{} 为空，{} 内也没有新消息：请生产一些记录，或指定有记录的主题。</translation>
    </message>
    <message>
        <source>{} is not taken: {}.</source>
        <translation>不接受 {}：{}。</translation>
    </message>
    <message>
        <source>{} kept to be processed meanwhile, </source>
        <translation>保留 {} 供其间处理，</translation>
    </message>
    <message>
        <source>{} lost</source>
        <translation>失去 {}</translation>
    </message>
    <message>
        <source>{} messages</source>
        <translation>{} 条消息</translation>
    </message>
    <message>
        <source>{} messages in hand were not processed; they will be delivered again</source>
        <translation>手中有 {} 条消息未处理；它们会再次交付</translation>
    </message>
    <message>
        <source>{} messages of {} fill the queue of {}; each costs {} more, and the ceiling has to stay below {}</source>
        <translation>{} 条 {} 的消息填满 {} 的队列；每条另需 {}，而预测上限须低于 {}</translation>
    </message>
    <message>
        <source>{} messages of {} were read, but the client&apos;s statistics did not come in time: allow more time (--sample-time).</source>
        <translation>已读取 {1} 的 {0} 条消息，但客户端统计未及时到来：请给更多时间（--sample-time）。</translation>
    </message>
    <message>
        <source>{} messages wait</source>
        <translation>{} 条消息在等待</translation>
    </message>
    <message>
        <source>{} of the memory limit {} are used ({}): lower memory-budget or the fetch limits, or raise the limit</source>
        <translation>内存限制 {1} 已用 {0}（{2}）：请调低 memory-budget 或拉取限制，或提高该限制</translation>
    </message>
    <message>
        <source>{}: {} → {}</source>
        <translation>{}：{} → {}</translation>
    </message>
    <message>
        <source>{} + {} ({})</source>
        <translation>{} + {}（{}）</translation>
    </message>
    <message>
        <source>{} on 1 partition</source>
        <translation>1 个分区上的 {}</translation>
    </message>
    <message>
        <source>{} on {} partitions</source>
        <translation>{1} 个分区上的 {0}</translation>
    </message>
    <message>
        <source>{} partitions</source>
        <translation>{} 个分区</translation>
    </message>
    <message>
        <source>{} queued at most so far, x {}</source>
        <translation>迄今最多排队 {}，x {}</translation>
    </message>
    <message>
        <source>{} restored: RSS {} is below the low mark {}</source>
        <translation>{}已恢复：RSS {} 低于恢复阈值 {}</translation>
    </message>
    <message>
        <source>{} returned in {:.1f} ms</source>
        <translation>{1} ms 内归还 {0}</translation>
    </message>
    <message>
        <source>{} settings changed</source>
        <translation>已更改 {} 项设置</translation>
    </message>
    <message>
        <source>{} the fetch limit {}; stored batches are up to {}, and half of it {} eight of them</source>
        <translation>拉取限制 {1} 的{0}；存储批次最大 {2}，其一半{3}八个这样的批次</translation>
    </message>
    <message>
        <source>{}, and brokers cannot be reached: once they run, a new client finds them soonest.</source>
        <translation>{}，而代理不可达：代理运行后，新建客户端能最快找到它们。</translation>
    </message>
    <message>
        <source>{}, and the client fetches none of them: a new client often helps, and loses nothing.</source>
        <translation>{}，而客户端一条也不拉取：新建客户端往往有效，且不会丢失任何消息。</translation>
    </message>
    <message>
        <source>{}, at least {}</source>
        <translation>{}，至少 {}</translation>
    </message>
    <message>
        <source>{}: the Kafka client refuses it.</source>
        <translation>{}：Kafka 客户端拒绝它。</translation>
    </message>
    <message>
        <source>{}: {}. Allowed: {}.</source>
        <translation>{}：{}。允许：{}。</translation>
    </message>
    <message>
        <source>{}; the broker has {} to {}. Choose with on-offset-lost earliest or latest.</source>
        <translation>{}；代理上有 {} 至 {}。请用 on-offset-lost 选择 earliest 或 latest。</translation>
    </message>
    <message>
        <source>{}; the first one left is {}, gone: {}, {} to {}. Choose with on-offset-lost earliest or latest.</source>
        <translation>{}；尚存的第一条是 {}，已失去 {}：{} 至 {}。请用 on-offset-lost 选择 earliest 或 latest。</translation>
    </message>
    <message>
        <source>\u needs four hex digits</source>
        <translation>\u 需要四位十六进制数字</translation>
    </message>
    <message>
        <source> Did you mean {}?</source>
        <translation> 您是指 {} 吗？</translation>
    </message>
    <message>
        <source> The address tried is an IPv6 one: where the broker listens on IPv4 only, set property to broker.address.family=v4.</source>
        <translation>尝试的地址是 IPv6：若代理只监听 IPv4，请把 property 设为 broker.address.family=v4。</translation>
    </message>
    <message>
        <source>&quot;two words&quot;</source>
        <translation>&quot;two words&quot;</translation>
    </message>
    <message>
        <source>$.customer.city == Oslo</source>
        <translation>$.customer.city == Oslo</translation>
    </message>
    <message>
        <source>$.items[*].price &gt; 99.5</source>
        <translation>$.items[*].price &gt; 99.5</translation>
    </message>
    <message>
        <source>--preset = &quot;{}&quot;: there is no such preset. Allowed: {}.</source>
        <translation>--preset = &quot;{}&quot;：没有这个预设。允许：{}。</translation>
    </message>
    <message>
        <source>1 KiB JSON, 8 partitions, 20,000 messages</source>
        <translation>1 KiB JSON，8 个分区，20000 条消息</translation>
    </message>
    <message>
        <source>1 message skipped</source>
        <translation>跳过 1 条消息</translation>
    </message>
    <message>
        <source>1 offset back, whose message comes again or is another</source>
        <translation>回退 1 个位点，其消息会再次到来或已是别的消息</translation>
    </message>
    <message>
        <source>10 records a poll</source>
        <translation>每次取出 10 条</translation>
    </message>
    <message>
        <source>10 records a poll instead of 500: {} handed out at once instead of {}, at most {} apart instead of {}. It does not touch the prefetch queue, which stayed at {}: only the queue limit does ({}).</source>
        <translation>每次取出 10 条而不是 500 条：一次交付 {} 而不是 {}，最长间隔 {} 而不是 {}。它不影响预取队列，后者仍为 {}：只有队列上限才影响（{}）。</translation>
    </message>
    <message>
        <source>100-byte values, 8 partitions, a burst of 200,000 in 5 s</source>
        <translation>100 字节的值，8 个分区，5 秒内突发 200000 条</translation>
    </message>
    <message>
        <source>48 KiB JSON in batches of 256 KiB, lz4 about 3:1, 8 partitions, backlog full</source>
        <translation>48 KiB JSON，256 KiB 一批，lz4 约 3:1，8 个分区，积压充足</translation>
    </message>
    <message>
        <source>48 KiB JSON, 420 messages a second</source>
        <translation>48 KiB JSON，每秒 420 条消息</translation>
    </message>
    <message>
        <source>48 KiB JSON, lz4 about 3:1, 8 partitions, backlog full</source>
        <translation>48 KiB JSON，lz4 约 3:1，8 个分区，积压充足</translation>
    </message>
    <message>
        <source>500 records a poll</source>
        <translation>每次取出 500 条</translation>
    </message>
    <message>
        <source>; the broker is away for {} of them</source>
        <translation>；其中 {} 秒没有代理</translation>
    </message>
    <message>
        <source>&lt;system type=&quot;current&quot;</source>
        <translation>&lt;system type=&quot;current&quot;</translation>
    </message>
    <message>
        <source>&lt;total type=&quot;fast&quot;</source>
        <translation>&lt;total type=&quot;fast&quot;</translation>
    </message>
    <message>
        <source>&lt;total type=&quot;rest&quot;</source>
        <translation>&lt;total type=&quot;rest&quot;</translation>
    </message>
    <message>
        <source>&gt; 0 when it paused</source>
        <translation>暂停过则 &gt; 0</translation>
    </message>
    <message>
        <source>A prefetch of 2 MiB and small responses, for containers with little room.</source>
        <translation>2 MiB 的预取与较小的响应，适合内存很少的容器。</translation>
    </message>
    <message>
        <source>A run is started by &quot;headroom-cli scenario N&quot;, not by hand.</source>
        <translation>运行由 &quot;headroom-cli scenario N&quot; 启动，而非手动启动。</translation>
    </message>
    <message>
        <source>A saw-tooth against a ramp; and what one kept message holds.</source>
        <translation>锯齿与斜坡的对比；以及保留一条消息会占住多少内存。</translation>
    </message>
    <message>
        <source>Allocator slack</source>
        <translation>分配器空闲</translation>
    </message>
    <message>
        <source>Article&apos;s values</source>
        <translation>文章中的取值</translation>
    </message>
    <message>
        <source>At risk</source>
        <translation>风险</translation>
    </message>
    <message>
        <source>B and the queue limit</source>
        <translation>B 加队列上限</translation>
    </message>
    <message>
        <source>B, one in 100 kept as a copy</source>
        <translation>B，每 100 条保留一条副本</translation>
    </message>
    <message>
        <source>B, one in 100 kept by reference</source>
        <translation>B，每 100 条保留一条引用</translation>
    </message>
    <message>
        <source>Bad expression at character 1: it may not begin with options of the engine</source>
        <translation>第 1 个字符处表达式有误：不得以引擎选项开头</translation>
    </message>
    <message>
        <source>Bad expression at character {}: {}</source>
        <translation>第 {} 个字符处表达式有误：{}</translation>
    </message>
    <message>
        <source>Batch bytes</source>
        <translation>批次字节数</translation>
    </message>
    <message>
        <source>Batch fill</source>
        <translation>批次填充</translation>
    </message>
    <message>
        <source>Batch, process, clear, commit</source>
        <translation>分批处理并清空</translation>
    </message>
    <message>
        <source>Budget</source>
        <translation>预算</translation>
    </message>
    <message>
        <source>Bytes per second</source>
        <translation>每秒字节数</translation>
    </message>
    <message>
        <source>Ceiling</source>
        <translation>预测上限</translation>
    </message>
    <message>
        <source>Character {}: {}</source>
        <translation>第 {} 个字符：{}</translation>
    </message>
    <message>
        <source>Charts and window</source>
        <translation>图表与窗口</translation>
    </message>
    <message>
        <source>Collecting without clearing grew by {} until the guard stopped it; batches of 100 that are processed and cleared stay at {}. One message in a hundred kept by reference held {} for {} of messages, because it keeps its whole fetch buffer; copied it held {}.</source>
        <translation>只收集不清空，内存以 {} 增长，直到守卫制止；每批 100 条、处理并清空则保持在 {}。每一百条按引用保留一条，占住 {} 只为 {} 的消息，因为它会保住整个拉取缓冲区；改为副本则占 {}。</translation>
    </message>
    <message>
        <source>Commit by hand</source>
        <translation>手动提交</translation>
    </message>
    <message>
        <source>Commit latency</source>
        <translation>提交延迟</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>对比</translation>
    </message>
    <message>
        <source>Connect to ipv6#</source>
        <translation>Connect to ipv6#</translation>
    </message>
    <message>
        <source>Container limit</source>
        <translation>容器限制</translation>
    </message>
    <message>
        <source>Drain the burst under the guard</source>
        <translation>在守卫下排空突发</translation>
    </message>
    <message>
        <source>Drain the burst, then wait 10 s</source>
        <translation>排空突发，再等 10 秒</translation>
    </message>
    <message>
        <source>Estimate</source>
        <translation>估计</translation>
    </message>
    <message>
        <source>Everything stays under the dashed line, also when the broker goes away.</source>
        <translation>一切都保持在虚线之下，代理离开时也是如此。</translation>
    </message>
    <message>
        <source>Fetch requests per second</source>
        <translation>每秒拉取请求数</translation>
    </message>
    <message>
        <source>High throughput</source>
        <translation>高吞吐</translation>
    </message>
    <message>
        <source>In this client the two fetch limits bound a response ({} with A, {} with B), not memory: the prefetch queue filled up to {} (A: {}) all the same. The queue limit bounds memory: {}, {} less, at {} of the rate. In kafka-python the two limits are the whole bound.</source>
        <translation>在此客户端中，两项拉取限制约束的是响应（A 为 {}，B 为 {}），而非内存：预取队列照样填到 {}（A：{}）。约束内存的是队列上限：{}，A 是它的 {}，速率为原来的 {}。在 kafka-python 中，这两项限制就是全部约束。</translation>
    </message>
    <message>
        <source>In-flight responses</source>
        <translation>传输中的响应</translation>
    </message>
    <message>
        <source>It takes the right READ on the group: ask for the missing right, or use other credentials.</source>
        <translation>需要对该消费组的 READ 权限：请申请缺少的权限，或改用其他凭据。</translation>
    </message>
    <message>
        <source>It takes the rights READ and DESCRIBE on the topic: ask for the missing right, or use other credentials.</source>
        <translation>需要对该主题的 READ 与 DESCRIBE 权限：请申请缺少的权限，或改用其他凭据。</translation>
    </message>
    <message>
        <source>JSON values: ==, !=, &lt;, &lt;=, &gt;, &gt;=, ~ (holds the text or /expression/)</source>
        <translation>JSON 值：==、!=、&lt;、&lt;=、&gt;、&gt;=、~（包含该文字或匹配 /表达式/）</translation>
    </message>
    <message>
        <source>Kill it in the middle of a batch; a second process reads on</source>
        <translation>在批次中途杀死它；第二个进程接着读取</translation>
    </message>
    <message>
        <source>Killed at the same message, auto commit had committed {} messages that nobody has processed: they are lost. Committing after processing lost {} and repeats {}: the batch that was cut short.</source>
        <translation>在同一条消息处被杀死时，自动提交已提交了 {} 条无人处理的消息：它们丢失了。处理之后再提交丢失 {} 条、重复 {} 条：即被打断的那一批。</translation>
    </message>
    <message>
        <source>Lag</source>
        <translation>积压</translation>
    </message>
    <message>
        <source>Large responses and batches, for those who have the memory.</source>
        <translation>较大的响应与批次，适合内存充足者。</translation>
    </message>
    <message>
        <source>Let go of the kept messages</source>
        <translation>释放保留的消息</translation>
    </message>
    <message>
        <source>Library defaults</source>
        <translation>客户端库默认值</translation>
    </message>
    <message>
        <source>Loading was cancelled.</source>
        <translation>加载已取消。</translation>
    </message>
    <message>
        <source>Look at the topic and derive the settings of run {} from one budget</source>
        <translation>查看主题，并由一个预算推导运行 {} 的各项设置</translation>
    </message>
    <message>
        <source>Low memory</source>
        <translation>低内存</translation>
    </message>
    <message>
        <source>MISSED</source>
        <translation>未成立</translation>
    </message>
    <message>
        <source>Manual commit</source>
        <translation>手动提交</translation>
    </message>
    <message>
        <source>Members are not known: {}</source>
        <translation>成员未知：{}</translation>
    </message>
    <message>
        <source>Messages per second</source>
        <translation>每秒消息数</translation>
    </message>
    <message>
        <source>No run was begun.</source>
        <translation>没有开始任何运行。</translation>
    </message>
    <message>
        <source>One number, {}, and {} settings derived from it: peak {} instead of {}, nothing lost in an outage of the broker. From the ceiling that took: {}.</source>
        <translation>一个数 {}，由它推导出 {} 项设置：峰值 {} 而不是 {}，代理中断时没有丢失。预测上限因此减少：{}。</translation>
    </message>
    <message>
        <source>Partition log truncation detected</source>
        <translation>Partition log truncation detected</translation>
    </message>
    <message>
        <source>RSS</source>
        <translation>RSS</translation>
    </message>
    <message>
        <source>RSS above baseline, peak</source>
        <translation>RSS 高出基线的峰值</translation>
    </message>
    <message>
        <source>RSS after the drain</source>
        <translation>排空后的 RSS</translation>
    </message>
    <message>
        <source>RSS after the trim</source>
        <translation>归还后的 RSS</translation>
    </message>
    <message>
        <source>RSS before the first fetch</source>
        <translation>首次拉取前的 RSS</translation>
    </message>
    <message>
        <source>RSS slope</source>
        <translation>RSS 斜率</translation>
    </message>
    <message>
        <source>RSS, file-backed</source>
        <translation>RSS（文件映射）</translation>
    </message>
    <message>
        <source>RSS, peak</source>
        <translation>RSS 峰值</translation>
    </message>
    <message>
        <source>RSS, private</source>
        <translation>RSS（私有）</translation>
    </message>
    <message>
        <source>Run {} of scenario {} ended before it had processed {} messages. Start it again.</source>
        <translation>场景 {1} 的运行 {0} 在处理完 {2} 条消息之前结束。请重新开始。</translation>
    </message>
    <message>
        <source>Run {}: {}</source>
        <translation>运行 {}：{}</translation>
    </message>
    <message>
        <source>Scenario {} has no run &quot;{}&quot;.</source>
        <translation>场景 {} 没有运行 &quot;{}&quot;。</translation>
    </message>
    <message>
        <source>Scenario {}: {}</source>
        <translation>场景 {}：{}</translation>
    </message>
    <message>
        <source>Small fetches, few records a poll, batches of 100: what the program starts with.</source>
        <translation>小的拉取、每次取出少量记录、每批 100 条：程序启动时的取值。</translation>
    </message>
    <message>
        <source>Small polls</source>
        <translation>小批量取出</translation>
    </message>
    <message>
        <source>Ten seconds after the drain RSS still was {}: {} of it free, but kept by the allocator until the trim returned {}. With a budget of {} the guard {} {} with {} pauses and {} adaptations; the price: {} fetched again.</source>
        <translation>排空十秒后 RSS 仍为 {}：其中 {} 空闲，却被分配器留着，直到归还内存释放 {}。预算为 {} 时守卫{} {}，暂停 {} 次、调整 {} 次；代价：重新拉取 {}。</translation>
    </message>
    <message>
        <source>The blue layer, the prefetch queue: B fills it as high as A, C does not.</source>
        <translation>蓝色层，即预取队列：B 填得与 A 一样高，C 则不然。</translation>
    </message>
    <message>
        <source>The demo broker</source>
        <translation>演示代理</translation>
    </message>
    <message>
        <source>The demo broker {}; start again.</source>
        <translation>演示代理{}；请重新开始。</translation>
    </message>
    <message>
        <source>The filter is longer than {} characters; shorten it</source>
        <translation>筛选超过 {} 个字符；请缩短</translation>
    </message>
    <message>
        <source>The gaps between hand-outs shrink; the blue layer, the prefetch queue, stays.</source>
        <translation>两次交付的间隔缩短；蓝色层，即预取队列，不变。</translation>
    </message>
    <message>
        <source>The hatched layer: memory that is free, but that the system does not get back until a trim.</source>
        <translation>斜纹层：已空闲、但在归还内存之前系统拿不回的内存。</translation>
    </message>
    <message>
        <source>The memory limit {} ({}) leaves no room to consume in: with the smallest queue, batch and view the process can take {}, and it has to stop at {}. Give it at least {} MiB; guard off goes on without, at the risk of being killed.</source>
        <translation>内存限制 {}（{}）没有留下消费的余地：即使队列、批次与视图都取最小值，进程仍可能占用 {}，而它须止于 {}。请至少给 {} MiB；关闭守卫可以照样运行，但有被杀死的风险。</translation>
    </message>
    <message>
        <source>The process of the run {} before it was done. Start the scenario again.</source>
        <translation>该运行的进程在完成之前{}。请重新开始场景。</translation>
    </message>
    <message>
        <source>The run</source>
        <translation>该运行</translation>
    </message>
    <message>
        <source>The run failed: {}</source>
        <translation>运行失败：{}</translation>
    </message>
    <message>
        <source>The run of {} ended badly: {}</source>
        <translation>{} 的运行异常结束：{}</translation>
    </message>
    <message>
        <source>The run said nothing for 30 s. Start the scenario again; the machine may be very busy.</source>
        <translation>该运行 30 秒没有消息。请重新开始场景；机器可能非常繁忙。</translation>
    </message>
    <message>
        <source>The settings of {} for {}:</source>
        <translation>{} 的设置，用于 {}：</translation>
    </message>
    <message>
        <source>The whole consumer</source>
        <translation>完整的消费者</translation>
    </message>
    <message>
        <source>There is no memory for this expression.</source>
        <translation>内存不足，无法使用此表达式。</translation>
    </message>
    <message>
        <source>There is no scenario &quot;{}&quot;.{} Scenarios are: {}.</source>
        <translation>没有场景 &quot;{}&quot;。{} 场景有：{}。</translation>
    </message>
    <message>
        <source>There is no setting &quot;{}&quot;.</source>
        <translation>没有设置 &quot;{}&quot;。</translation>
    </message>
    <message>
        <source>Trim</source>
        <translation>归还内存</translation>
    </message>
    <message>
        <source>Unattributed</source>
        <translation>未归属</translation>
    </message>
    <message>
        <source>Watch RSS and adjust</source>
        <translation>监控 RSS 并调整</translation>
    </message>
    <message>
        <source>Watch: {}</source>
        <translation>观察：{}</translation>
    </message>
    <message>
        <source>What is at risk turns from loss into repeat.</source>
        <translation>风险从丢失变为重复。</translation>
    </message>
    <message>
        <source>What librdkafka does when nothing is set: fast, and large where messages are compressed.</source>
        <translation>什么都不设置时 librdkafka 的行为：速度快，但消息经过压缩时占用很大。</translation>
    </message>
    <message>
        <source>] is expected here</source>
        <translation>此处应为 ]</translation>
    </message>
    <message>
        <source>a burst, guard off</source>
        <translation>一次突发，守卫关闭</translation>
    </message>
    <message>
        <source>a figure was not measured: the run was too short</source>
        <translation>有数值未测到：运行太短</translation>
    </message>
    <message>
        <source>a name has to follow the dot; other names go like this: $[&apos;a b&apos;]</source>
        <translation>点号之后须为名称；其他名称写作：$[&apos;a b&apos;]</translation>
    </message>
    <message>
        <source>a note needs at least one character</source>
        <translation>备注至少需要一个字符</translation>
    </message>
    <message>
        <source>a number or a range is expected here: 5, 10-20, 100-, -20, with commas between several</source>
        <translation>此处应为数字或范围：5、10-20、100-、-20，多个之间用逗号隔开</translation>
    </message>
    <message>
        <source>a number, * or a &apos;name&apos; is expected in brackets</source>
        <translation>方括号中应为数字、* 或 &apos;名称&apos;</translation>
    </message>
    <message>
        <source>a pause or an adaptation</source>
        <translation>至少一次暂停或调整</translation>
    </message>
    <message>
        <source>a regular expression (Perl&apos;s), case matters</source>
        <translation>正则表达式（Perl 语法），区分大小写</translation>
    </message>
    <message>
        <source>a signal handler reads it</source>
        <translation>a signal handler reads it</translation>
    </message>
    <message>
        <source>a value has to follow</source>
        <translation>之后须为值</translation>
    </message>
    <message>
        <source>about 3 s</source>
        <translation>约 3 秒</translation>
    </message>
    <message>
        <source>adaptations by the guard</source>
        <translation>守卫调整次数</translation>
    </message>
    <message>
        <source>after a path, ==, !=, &lt;, &lt;=, &gt;, &gt;= or ~ is expected</source>
        <translation>路径之后应为 ==、!=、&lt;、&lt;=、&gt;、&gt;= 或 ~</translation>
    </message>
    <message>
        <source>alert handshake failure</source>
        <translation>alert handshake failure</translation>
    </message>
    <message>
        <source>alert protocol version</source>
        <translation>alert protocol version</translation>
    </message>
    <message>
        <source>an offset in this range; 100- and -200 are open at one end</source>
        <translation>位点在此范围内；100- 与 -200 一端不限</translation>
    </message>
    <message>
        <source>and its value holds this text or expression</source>
        <translation>且其值包含此文字或匹配此表达式</translation>
    </message>
    <message>
        <source>at least 1</source>
        <translation>至少 1</translation>
    </message>
    <message>
        <source>at least {} of what the consumer had at its peak</source>
        <translation>至少为消费者峰值的 {}</translation>
    </message>
    <message>
        <source>at least {} × the {} kept</source>
        <translation>至少为所保留 {1} 的 {0} 倍</translation>
    </message>
    <message>
        <source>at most 10 MiB above the baseline</source>
        <translation>最多高出基线 10 MiB</translation>
    </message>
    <message>
        <source>at most one batch</source>
        <translation>至多一批</translation>
    </message>
    <message>
        <source>at risk at the kill</source>
        <translation>被杀死时的风险</translation>
    </message>
    <message>
        <source>at risk, peak</source>
        <translation>风险峰值</translation>
    </message>
    <message>
        <source>auto commit each second</source>
        <translation>每秒自动提交</translation>
    </message>
    <message>
        <source>batches of 100, cleared</source>
        <translation>每批 100 条，处理后清空</translation>
    </message>
    <message>
        <source>beyond the queue limit comes a response of each broker, which B&apos;s limits make smaller; or the queue had not filled up within the warm-up</source>
        <translation>队列上限之外还有每个代理的一个响应，而 B 的限制使它变小；或者预热期间队列尚未填满</translation>
    </message>
    <message>
        <source>broker down</source>
        <translation>broker down</translation>
    </message>
    <message>
        <source>broker end offset is </source>
        <translation>broker end offset is </translation>
    </message>
    <message>
        <source>broker up</source>
        <translation>broker up</translation>
    </message>
    <message>
        <source>budget</source>
        <translation>预算</translation>
    </message>
    <message>
        <source>bytes handed out at once, peak</source>
        <translation>一次交付字节数峰值</translation>
    </message>
    <message>
        <source>ceiling</source>
        <translation>预测上限</translation>
    </message>
    <message>
        <source>client defaults</source>
        <translation>客户端默认值</translation>
    </message>
    <message>
        <source>collect, never clear</source>
        <translation>只收集，从不清空</translation>
    </message>
    <message>
        <source>commit after processing</source>
        <translation>处理之后提交</translation>
    </message>
    <message>
        <source>commit, 95 %</source>
        <translation>提交，95 %</translation>
    </message>
    <message>
        <source>commit, median</source>
        <translation>提交，中位数</translation>
    </message>
    <message>
        <source>commits sent</source>
        <translation>已发送的提交</translation>
    </message>
    <message>
        <source>dropped, to be fetched again</source>
        <translation>丢弃、待重新拉取</translation>
    </message>
    <message>
        <source>ended by a defect of this program or of the Kafka client. What was not committed will be delivered again. Please report it.</source>
        <translation>因本程序或 Kafka 客户端的缺陷而结束。未提交的会再次交付。请报告此问题。</translation>
    </message>
    <message>
        <source>fewer than 500 records were waiting when A polled</source>
        <translation>A 取出时等待的记录不足 500 条</translation>
    </message>
    <message>
        <source>first message after the outage</source>
        <translation>中断后的首条消息</translation>
    </message>
    <message>
        <source>has a header of this name</source>
        <translation>有此名称的消息头</translation>
    </message>
    <message>
        <source>headroom: {}
</source>
        <translation>headroom: {}
</translation>
    </message>
    <message>
        <source>held</source>
        <translation>成立</translation>
    </message>
    <message>
        <source>held the peak at</source>
        <translation>把峰值控制在</translation>
    </message>
    <message>
        <source>in one of these partitions</source>
        <translation>在这些分区之一中</translation>
    </message>
    <message>
        <source>in the key only; also value:</source>
        <translation>只在键中；也可用 value:</translation>
    </message>
    <message>
        <source>inside the noise, a tenth of A&apos;s {}</source>
        <translation>在噪声之内，即 A 的 {} 的十分之一</translation>
    </message>
    <message>
        <source>it cannot be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>it was compacted away, or it is the mark of a transaction</source>
        <translation>它已被压缩清理，或者是事务标记</translation>
    </message>
    <message>
        <source>it was killed (by somebody, or by the system because memory ran out), or the machine went down. What was not committed will be delivered again.</source>
        <translation>它被杀死（被人，或因内存耗尽被系统），或机器停机。未提交的会再次交付。</translation>
    </message>
    <message>
        <source>known: it reads on after the outage</source>
        <translation>已知：中断之后继续读取</translation>
    </message>
    <message>
        <source>lag at the end</source>
        <translation>结束时的积压</translation>
    </message>
    <message>
        <source>largest response, as sent</source>
        <translation>最大响应（传输大小）</translation>
    </message>
    <message>
        <source>less than {} × the {} kept</source>
        <translation>小于所保留 {1} 的 {0} 倍</translation>
    </message>
    <message>
        <source>longest gap between hand-outs</source>
        <translation>两次交付的最长间隔</translation>
    </message>
    <message>
        <source>lost</source>
        <translation>丢失</translation>
    </message>
    <message>
        <source>memory grew faster than the guard looks: only the queue limit bounds such a burst</source>
        <translation>内存增长快于守卫的检查：只有队列上限能约束这样的突发</translation>
    </message>
    <message>
        <source>memory these held</source>
        <translation>它们占住的内存</translation>
    </message>
    <message>
        <source>messages kept on purpose</source>
        <translation>有意保留的消息</translation>
    </message>
    <message>
        <source>no auto commit fell between hand-out and kill</source>
        <translation>交付与杀死之间没有发生自动提交</translation>
    </message>
    <message>
        <source>not: before any condition</source>
        <translation>非：可置于任何条件之前</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>of it free, not given back</source>
        <translation>其中空闲而未归还</translation>
    </message>
    <message>
        <source>one budget, broker away for 5 s</source>
        <translation>一个预算，代理离开 5 秒</translation>
    </message>
    <message>
        <source>one of the elements; [0] is the first, $[&apos;a b&apos;] a name with a blank</source>
        <translation>任一元素；[0] 为第一个，$[&apos;a b&apos;] 为含空格的名称</translation>
    </message>
    <message>
        <source>one response is large beside the queue limit</source>
        <translation>与队列上限相比，单个响应较大</translation>
    </message>
    <message>
        <source>one response is large beside the queue limit, or the defaults had not filled their queue</source>
        <translation>与队列上限相比，单个响应较大，或者默认设置尚未填满队列</translation>
    </message>
    <message>
        <source>out of memory: the system gives this process no more (ulimit, or the machine is full). What the broker sent needed more than was left. What was not committed will be delivered again. Raise the limit, or lower queued-min-messages, queued-max-messages-kbytes and the fetch limits.</source>
        <translation>内存耗尽：系统不再给本进程内存（ulimit，或机器内存已满）。代理发来的数据所需超过剩余。未提交的会再次交付。请提高该限制，或调低 queued-min-messages、queued-max-messages-kbytes 与各项拉取限制。</translation>
    </message>
    <message>
        <source>pauses by the guard</source>
        <translation>守卫暂停次数</translation>
    </message>
    <message>
        <source>position {} {}</source>
        <translation>position {} {}</translation>
    </message>
    <message>
        <source>prefetch queue, peak</source>
        <translation>预取队列峰值</translation>
    </message>
    <message>
        <source>queue held at {}: with {} and all else as set the process could take {}, the container allows {} ({}); {}</source>
        <translation>队列保持在 {}：若取 {}、其余照旧，进程可能占用 {}，而容器允许 {}（{}）；{}</translation>
    </message>
    <message>
        <source>rate</source>
        <translation>速率</translation>
    </message>
    <message>
        <source>read the card</source>
        <translation>阅读卡片</translation>
    </message>
    <message>
        <source>records in one poll, most</source>
        <translation>单次取出最多记录数</translation>
    </message>
    <message>
        <source>repeated</source>
        <translation>重复</translation>
    </message>
    <message>
        <source>returned by the trim</source>
        <translation>归还内存释放的</translation>
    </message>
    <message>
        <source>scenario {}, run {}: {}</source>
        <translation>场景 {}，运行 {}：{}</translation>
    </message>
    <message>
        <source>settings changed</source>
        <translation>更改的设置数</translation>
    </message>
    <message>
        <source>something else gave memory back in that moment</source>
        <translation>那一刻有别的东西归还了内存</translation>
    </message>
    <message>
        <source>something has to follow the =</source>
        <translation>= 之后须有内容</translation>
    </message>
    <message>
        <source>something has to follow {}</source>
        <translation>{} 之后须有内容</translation>
    </message>
    <message>
        <source>something still holds memory: see the ledger of the run</source>
        <translation>仍有东西占着内存：见该运行的账目</translation>
    </message>
    <message>
        <source>the allocator gave free memory back by itself</source>
        <translation>分配器自行归还了空闲内存</translation>
    </message>
    <message>
        <source>the basic consumer had not filled its queue within the warm-up</source>
        <translation>基本消费者在预热期间没有填满队列</translation>
    </message>
    <message>
        <source>the basic consumer, all else default</source>
        <translation>基本消费者，其余均为默认值</translation>
    </message>
    <message>
        <source>the broker has deleted it by its retention, or it was never written</source>
        <translation>代理已按保留策略将其删除，或从未写入过</translation>
    </message>
    <message>
        <source>the broker is away for {} s</source>
        <translation>代理离开 {} 秒</translation>
    </message>
    <message>
        <source>the broker is back</source>
        <translation>代理已恢复</translation>
    </message>
    <message>
        <source>the broker&apos;s batches held few messages each</source>
        <translation>代理的每个批次只含很少消息</translation>
    </message>
    <message>
        <source>the budget was not reached</source>
        <translation>没有达到预算</translation>
    </message>
    <message>
        <source>the budget was not reached in the time: the demo broker was slow</source>
        <translation>在时间内没有达到预算：演示代理较慢</translation>
    </message>
    <message>
        <source>the client had not connected again when the run ended</source>
        <translation>运行结束时客户端尚未重新连接</translation>
    </message>
    <message>
        <source>the demo broker describes no groups.</source>
        <translation>演示代理不提供消费组信息。</translation>
    </message>
    <message>
        <source>the heap had not settled within the warm-up</source>
        <translation>堆在预热期间尚未稳定</translation>
    </message>
    <message>
        <source>the last commit was still on its way at the kill</source>
        <translation>被杀死时最后一次提交仍在途中</translation>
    </message>
    <message>
        <source>the machine was too busy to keep the pace: run it again with fewer programs beside it</source>
        <translation>机器太忙，跟不上节奏：请减少其他程序后再运行一次</translation>
    </message>
    <message>
        <source>the name does not end with a quote</source>
        <translation>名称没有以引号结束</translation>
    </message>
    <message>
        <source>the name of a header is missing</source>
        <translation>缺少消息头的名称</translation>
    </message>
    <message>
        <source>the partition ends before it</source>
        <translation>分区在此之前就结束了</translation>
    </message>
    <message>
        <source>the pause found an empty queue</source>
        <translation>暂停时队列为空</translation>
    </message>
    <message>
        <source>the queue had not filled up within the warm-up: the machine is busy or the demo broker was slow</source>
        <translation>预热期间队列尚未填满：机器繁忙或演示代理较慢</translation>
    </message>
    <message>
        <source>the record view keeps all messages</source>
        <translation>记录视图保留所有消息</translation>
    </message>
    <message>
        <source>the record view keeps only messages that match</source>
        <translation>记录视图只保留匹配的消息</translation>
    </message>
    <message>
        <source>the same, guard on, 30 % less memory</source>
        <translation>同上，守卫开启，内存少 30 %</translation>
    </message>
    <message>
        <source>the table is in the order of the enum</source>
        <translation>the table is in the order of the enum</translation>
    </message>
    <message>
        <source>the topic brought a larger batch or ratio than had been seen when the peak came</source>
        <translation>峰值出现时，主题带来了比之前所见更大的批次或压缩比</translation>
    </message>
    <message>
        <source>the topic brought a larger batch or ratio than the look at it had shown</source>
        <translation>主题带来了比事先查看时更大的批次或压缩比</translation>
    </message>
    <message>
        <source>the two fetch limits</source>
        <translation>两项拉取限制</translation>
    </message>
    <message>
        <source>there is such a value, whatever it is</source>
        <translation>存在此值，无论为何</translation>
    </message>
    <message>
        <source>this must not happen: please report it</source>
        <translation>这不应发生：请报告</translation>
    </message>
    <message>
        <source>this text in key, value or a header, upper or lower case</source>
        <translation>键、值或消息头中有此文字，不分大小写</translation>
    </message>
    <message>
        <source>unsupported protocol</source>
        <translation>unsupported protocol</translation>
    </message>
    <message>
        <source>until the group has given its partitions to the second</source>
        <translation>直到消费组把分区交给第二个进程</translation>
    </message>
    <message>
        <source>until {} messages are processed</source>
        <translation>直到处理完 {} 条消息</translation>
    </message>
    <message>
        <source>was too late: the peak was</source>
        <translation>为时已晚：峰值为</translation>
    </message>
    <message>
        <source>with blanks in it; without the quotes, both words have to be there</source>
        <translation>其中含空格；不加引号则两个词都须出现</translation>
    </message>
    <message>
        <source>{0} and this client have no TLS version and cipher in common: this client takes TLS 1.2 and newer only, since older versions are not safe. Ask the broker&apos;s owner to switch one on.</source>
        <translation>{0} 与本客户端没有共同的 TLS 版本和加密套件：本客户端只接受 TLS 1.2 及更新版本，因为旧版本不安全。请让代理的所有者启用其一。</translation>
    </message>
    <message>
        <source>{0} hangs up on the first question ({2}). If it was not just stopped, its listener may speak TLS (then set security-protocol to ssl or sasl_ssl), or it is no Kafka broker: check the port.</source>
        <translation>{0} 在第一个请求时就挂断（{2}）。若它不是刚被停止，其监听器可能使用 TLS（请把 security-protocol 设为 ssl 或 sasl_ssl），或者它不是 Kafka 代理：请检查端口。</translation>
    </message>
    <message>
        <source>{} (after)</source>
        <translation>{}（后）</translation>
    </message>
    <message>
        <source>{} (before)</source>
        <translation>{}（前）</translation>
    </message>
    <message>
        <source>{} [{}] has no record at offset {}: {}.</source>
        <translation>{} [{}] 在位点 {} 没有记录：{}。</translation>
    </message>
    <message>
        <source>{} [{}]: the broker&apos;s log was cut off at {} (_LOG_TRUNCATION: a leader that had not all of it took over). {} offsets that were read, up to {}, are gone or hold other messages; the broker has {} to {}. Choose with on-offset-lost earliest or latest.</source>
        <translation>{} [{}]：代理的日志在 {} 处被截断（_LOG_TRUNCATION：由数据不全的首领接管）。已读过的 {} 个位点（至 {}）已不存在或换成了别的消息；代理上有 {} 至 {}。请用 on-offset-lost 选择 earliest 或 latest。</translation>
    </message>
    <message>
        <source>{} cannot be reached at {}, the address that it advertises ({}). The bootstrap servers ({}) did answer. Check that the broker runs and that its advertised.listeners names an address that this machine can reach; Headroom keeps trying.{}</source>
        <translation>{} 在其公布的地址 {} 不可达（{}）。引导服务器（{}）有应答。请检查该代理是否运行，以及其 advertised.listeners 是否为本机可达的地址；Headroom 会继续尝试。{}</translation>
    </message>
    <message>
        <source>{} could not be started: {}. Close some files or programs and try again.</source>
        <translation>{}无法启动：{}。请关闭一些文件或程序后重试。</translation>
    </message>
    <message>
        <source>{} could not be started: {}. Close some programs and try again.</source>
        <translation>{}无法启动：{}。请关闭一些程序后重试。</translation>
    </message>
    <message>
        <source>{} messages skipped</source>
        <translation>跳过 {} 条消息</translation>
    </message>
    <message>
        <source>{} needs {}, which is missing or cannot be executed. Build or install headroom-cli beside this program.</source>
        <translation>{}需要 {}，而它缺失或无法执行。请把 headroom-cli 构建或安装在本程序旁边。</translation>
    </message>
    <message>
        <source>{} offsets back, whose messages come again or are others</source>
        <translation>回退 {} 个位点，其消息会再次到来或已是别的消息</translation>
    </message>
    <message>
        <source>{} s to warm up, {} s measured{}</source>
        <translation>预热 {} 秒，测量 {} 秒{}</translation>
    </message>
    <message>
        <source>{} times</source>
        <translation>{} 倍</translation>
    </message>
    <message>
        <source>{} −{}</source>
        <translation>{} −{}</translation>
    </message>
    <message>
        <source>{}: offset {} is gone; goes on at {} ({}), {}</source>
        <translation>{}：位点 {} 已失效；从 {}（{}）继续，{}</translation>
    </message>
    <message>
        <source>{}: {} {} is within the {}, {}</source>
        <translation>{}：{} {} 未超出{} {}</translation>
    </message>
    <message>
        <source>{}: {} {}, wanted {}</source>
        <translation>{}：{} {}，要求 {}</translation>
    </message>
    <message>
        <source>{}The ends of the partitions are not known: {}</source>
        <translation>{}分区的末尾未知：{}</translation>
    </message>
    <message>
        <source>No answer within {}: check host and port, and that the broker runs.</source>
        <translation>{} 内没有应答：请检查主机与端口，以及代理是否运行。</translation>
    </message>
    <message>
        <source>noted: {}</source>
        <translation>已备注：{}</translation>
    </message>
    <message>
        <source>a commit is under way; ask the broker again when it has ended</source>
        <translation>有提交正在进行；请在其结束后再询问 broker</translation>
    </message>
    <message>
        <source>again: {}</source>
        <translation>再次：{}</translation>
    </message>
    <message>
        <source>group</source>
        <translation>消费者组</translation>
    </message>
    <message>
        <source>more than {} different errors within a minute, the others are counted here: {}</source>
        <translation>一分钟内有超过 {} 种不同的错误，其余的在此计数：{}</translation>
    </message>
    <message>
        <source>no commit is unknown</source>
        <translation>没有结果未知的提交</translation>
    </message>
    <message>
        <source>nothing to commit there: what is processed up to there is committed</source>
        <translation>那里没有可提交的内容：到那里为止已处理的都已提交</translation>
    </message>
    <message>
        <source>of it without an owner</source>
        <translation>其中没有归属的</translation>
    </message>
    <message>
        <source>permission</source>
        <translation>权限</translation>
    </message>
    <message>
        <source>the broker has it on {} of {} partitions, as read back; commit again</source>
        <translation>读回的结果：broker 在 {}/{} 个分区上有此提交；请再次提交</translation>
    </message>
    <message>
        <source>the broker has it, as read back</source>
        <translation>读回的结果：broker 有此提交</translation>
    </message>
    <message>
        <source>the broker has {} of {} unknown commits</source>
        <translation>broker 有 {}/{} 个未知提交</translation>
    </message>
    <message>
        <source>{} (the most: no full queue seen yet)</source>
        <translation>{}（上限：尚未见过满队列）</translation>
    </message>
    <message>
        <source>{} rows cleared, {}</source>
        <translation>已清空 {} 行，{}</translation>
    </message>
    <message>
        <source>the client library does not end and was left alone</source>
        <translation>客户端库没有结束，已放弃等待</translation>
    </message>
    <message>
        <source>The memory of this process cannot be read, which needs a mounted /proc: {} cannot be held, and the guard cannot act.</source>
        <translation>无法读取本进程的内存（需要已挂载的 /proc）：无法保持{}，守卫也无法起作用。</translation>
    </message>
    <message>
        <source>The process takes {} without a single message, the memory budget {} is not more than that: the guard cannot hold it and would only starve the consumer. Give at least {} MiB.</source>
        <translation>本进程在没有任何消息时就占用 {}，内存预算 {} 并不比它多：守卫无法保持它，只会使消费者得不到数据。请至少给出 {} MiB。</translation>
    </message>
    <message>
        <source>With these settings memory can reach {} on this topic, the memory budget is {}. Derive the limits from the budget, raise it, or let a guard hold it (pause or adapt).</source>
        <translation>按这些设置，内存在此主题上可达 {}，而内存预算为 {}。请由预算推导各项限制、提高预算，或让守卫保持它（pause 或 adapt）。</translation>
    </message>
    <message>
        <source>a limit</source>
        <translation>限制</translation>
    </message>
    <message>
        <source>the memory budget {}</source>
        <translation>内存预算 {}</translation>
    </message>
    <message>
        <source>Holds while responses decode to at most {:.2f} x their size on the wire and records stay within {} there (the largest seen so far); how large the stored batches are is not seen while reading, headroom-cli estimate finds it. The client caps the output of zstd only (receive.message.max.bytes = {}); a batch of gzip, lz4 or snappy may decode to any size, so against hostile data only a memory limit of the system holds.</source>
        <translation>只要响应解码后不超过其传输大小的 {:.2f} 倍、且其中的记录不超过 {}（迄今所见最大值），即成立；存储批次有多大在读取时看不到，由 headroom-cli estimate 查出。客户端只限制 zstd 的输出（receive.message.max.bytes = {}）；gzip、lz4 或 snappy 的批次可解码为任意大小，因此面对恶意数据时只有系统的内存限制才有保证。</translation>
    </message>
    <message>
        <source>The group has given this consumer no partition, and brokers cannot be reached: once they run, a new client finds them soonest.</source>
        <translation>消费组没有分给本消费者任何分区，且无法连接代理：代理恢复运行后，新建客户端能最快找到它们。</translation>
    </message>
    <message>
        <source>The group has given this consumer no partition: other members may hold all of them; else a new client often helps, and loses nothing.</source>
        <translation>消费组没有分给本消费者任何分区：可能全部由其他成员持有；否则新建客户端往往有用，且不会丢失任何东西。</translation>
    </message>
    <message>
        <source>run {}: RSS peak {}</source>
        <translation>运行 {}：RSS 峰值 {}</translation>
    </message>
    <message>
        <source>the reader in its own process was killed in the middle of a batch; another one reads on</source>
        <translation>独立进程中的读取者在批次处理到一半时被杀死；另一个接着读取</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>resumed</source>
        <translation>已继续</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
</context>
</TS>
