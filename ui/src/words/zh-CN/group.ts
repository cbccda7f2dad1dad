/** Groups, offers, what stays on this computer, instalments, second readings and performance. */
export default {
  stance: { join: '同意', object: '不同意', undecided: '未表态', withdrawn: '撤回' },
  members: {
    count: '{n}人', of: '共 {all} 人，列出 {n} 人',
    banner: '{n} 人有共同请求，达到 {least} 人，应当推举{fewest}至{most}名代表参加调解（调解仲裁法第7条）。',
    mandate: '推举书已签齐，代表可以参加调解；让步仍要本人同意。',
    unsure: '人数的上下限还没有核实，以当地要求为准。',
    representatives: '推举代表…', chosen: '已勾 {n} 名代表',
    none: '还没有名册。可以从 Excel、WPS 或网页表格导入，也可以一个个加。',
    import: '导入名册…', template: '下载空表', templateName: '职工名册.xlsx', add: '加一人', compute: '逐人计算…', annex: '出协议附表', sheet: '出签到表', team: '调解小组…',
    filter: '按态度看', all: '全部', search: '姓名或证件号', noHit: '没有这样的职工。',
    col: { no: '序', name: '姓名、证件', dates: '入职、离职', wage: '月工资', claimed: '请求', lawful: '应得', agreed: '商定', stance: '态度', rep: '代表', consent: '本人同意', holder: '户名', bank: '开户行', account: '账号' },
    label: { pick: '选{name}', name: '第{no}人姓名', id: '第{no}人证件号码', from: '{name}入职日期', to: '{name}离职日期', wage: '{name}月工资', claimed: '{name}请求金额', lawful: '{name}应得金额', agreed: '{name}商定金额', stance: '{name}态度', rep: '{name}是代表', holder: '{name}户名', bank: '{name}开户行', account: '{name}账号' },
    nameHint: '姓名', idHint: '证件号码', fromHint: '入职', toHint: '离职', stranger: '第{no}人',
    consented: '已签', wanting: '缺', pickAll: '选列出的全部', picked: '已选 {n} 人', unpick: '不选了',
    setStance: '态度改为', split: '分成另案…', consent: '登记本人同意…', drop: '删去', dropAsk: '删去 {n} 人。名册里不再有他们，历史里还看得到。', dropDo: '删去这 {n} 人',
    sum: '合计', look: '要看的 {n} 处', lookMore: '还有 {n} 处', unread: '“{text}”没有认出，还没有记入。',
    table: '职工名册', side: '看哪几列', sums: '金额', accounts: '账户', accountsWhole: '账户写全 {n} 人', ownHint: '本人',
  },
  remark: {
    id_checksum: '证件号末位对不上，请核对原件', id_shape: '证件号不像{kind}，请核对', id_duplicate: '证件号和{other}一样', name_duplicate: '和{other}同名，缺证件号，分不清是不是一个人',
    dates_reversed: '离职早于入职', agreed_missing: '同意了，但没有商定金额', agreed_above_claimed: '商定多于请求，请核对', account_incomplete: '账户没有写全', other: '请再核对一下',
  },
  import: {
    title: '导入名册', pick: '选文件', drop: '把文件拖到这里，或者从表格里复制后粘贴在下面。', paste: '粘贴表格', pasteHint: '在 Excel 或 WPS 里选中带表头的几列，复制，在这里粘贴', read: '读出来', close: '收起',
    sheet: '工作表', columns: '每一列是什么', columnsHint: '认错的在这里改', leave: '不要这一列', column: '第{n}列', noHeader: '没有列名', tenThousand: '单位是万元',
    found: '{file}：认出 {n} 人，请求合计 {sum} 元', pasted: '粘贴的表格', skipped: '跳过 {n} 行', errors: '{n} 处没有认出，改好再导入，或者只导入没有问题的', more: '还有 {n} 处', remarks: '要看的 {n} 处',
    row: '第{row}行', take: '全部导入 {n} 人', good: '只导入没有问题的 {n} 人', replace: '替换现有的 {n} 人', done: '已导入 {n} 人', cell: '格', what: '内容', why: '怎么了', todo: '怎么办',
  },
  batch: {
    title: '逐人计算', rule: '算什么', who: '给谁算', all: '全部 {n} 人', picked: '选中的 {n} 人', common: '名册里没有的，在这里统一填', commonHint: '每个人自己有的，用他自己的', more: '还可以填的 {n} 项', amount: '请求金额也改成算出的数', amountHint: '不勾，只记依法应得',
    look: '先算一遍', looking: '正在算 {n} / {all}', keep: '存入名册 {n} 人', keeping: '正在存 {n} / {all}', stop: '停下', stopped: '已停下，算好的 {n} 人已存。', kept: '{n} 人的应得已存入名册，计算明细在卷里。',
    missing: '还缺 {items}', result: '应得', person: '姓名', sum: '{n} 人合计 {sum} 元', lacks: '{n} 人还算不出', unconfirmed: '用到未核实的标准，打印前请核对', close: '收起',
  },
  offers: {
    title: '出价', make: '记一次出价', none: '还没有出价。',
    col: { on: '日期', side: '谁', amount: '金额 元', conditions: '条件', answer: '答复' },
    side: { worker: '劳动者一方', employer: '用人单位一方', mediator: '调解员方案' }, sideShort: { worker: '劳动者', employer: '用人单位', mediator: '方案' },
    by: '{by}', accepted: '{day} 接受', declined: '{day} 不接受', answerDo: '登记答复', cancel: '记错了，撤销', cancelled: '已撤销：{why}',
    gap: '还差 {now} 元', gapFrom: '开始差 {first} 元，还差 {now} 元', met: '双方已到一处', chart: '双方出价走势', chartTold: '{on} 劳动者 {worker}，用人单位 {employer}', noSide: '未出价',
  },
  caucus: {
    title: '背靠背记录', only: '只在本机，不进案卷，不同步，不打印', note: '{side}私下说的', floor: '{side}的底线', hint: '只给自己看', worker: '劳动者一方', employer: '用人单位一方', open: '打开', close: '收起', saved: '已存在本机 {time}',
    inBackup: '本机的加密备份里有，别的地方都没有。',
  },
  session: {
    kind: '会议', kinds: { mediation: '调解', tripartite: '三方协调会', study: '案件研判', hearing_side: '庭审旁调解' }, agency: '单位', idChecked: '已核身份', signsLater: '事后补签',
    recording: '录音录像', recordings: { none: '没有录', yes: '各方同意录', no: '有人不同意，没有录' }, numbers: '号码或账号', numbersHint: '线上用的，几个用顿号隔开', next: '下次', more: '登记时一并填写',
  },
  kind: { money: '按期付款', event: '条件成就时付款', social_insurance: '补缴社会保险费', escrow: '专户付款', deed: '其他义务' },
  kindHint: { money: '写明日期和方式', event: '写明条件，再写最晚哪天付', social_insurance: '缴到经办机构，不付给个人', escrow: '存入专户再发放', deed: '不是付钱的事，写明凭什么算做完' },
  terms: {
    kind: '第{no}项种类', what: '是什么', event: '付款条件', eventHint: '如 取得工程款后', insuranceEvent: '等什么条件再缴，如 复产；没有就不填，日期照上面', limit: '最晚付款日', limitHint: '条件不成就也要付', days: '成就后几日内', deed: '要做什么', deedHint: '谁、向谁、做什么', proof: '凭什么证明', proofHint: '如 签收单、缴费凭证',
    from: '补缴起月', to: '补缴止月', accountName: '专户户名', bank: '开户行', accountNo: '账号', member: '哪名职工', everyone: '按附表付给每人', authority: '缴到经办机构', claim: '对应请求', claimAny: '不分请求', total: '商定总额',
    addMoney: '加一期', addOther: '加别的义务', plan: '按计划分期', lawful: '依法应得 {amount} 元', lawfulMet: '不少于依法应得 {amount} 元', below: '比依法应得 {lawful} 元少 {less} 元', members: '{n} 人同意，商定合计 {amount} 元', membersFit: '和条款一致', membersOff: '和条款差 {amount} 元',
  },
  plan: { title: '按计划分期', what: '款项', total: '总额', count: '分几期', first: '第一期最迟', every: '每隔', months: '个月', days: '天', payer: '付款人', payee: '收款人', make: '排出各期', leave: '不用', done: '已排出 {n} 期，请核对', added: '排在现有各期后面' },
  library: {
    title: '条款库', close: '收起条款库', fits: '用在：{fits}', flagged: '先讲明', places: '先填好空着的地方', take: '加入协议', article: '依据：{article}', told: '已向双方讲明', search: '找条款', none: '没有这样的条款。', unread: '条款库没有读出来。',
  },
  reading: {
    needed: '重大或者群体争议，定稿前要由另一个人复核。', do: '去复核', passed: '{by} 于 {on} 复核通过', stands: '复核通过的就是现在的文字', changed: '复核以后条款又改过，要再复核一次', back: '{by} 于 {on} 退回：{note}', result: '复核结果', ok: '可以定稿', okWhy: '条款齐全，金额、日期、账户都对', no: '退回修改', noWhy: '写明哪里要改', note: '意见', noteHint: '退回的要写明哪里要改', done: '复核通过，已记下。', sent: '已退回修改。',
    list: '请逐项看：谁付、付多少、哪天、怎么付、凭什么；少于依法应得的有没有讲明。', open: '看协议草稿',
  },
  versions: { title: '各稿的不同', from: '第{n}稿', pick: '比较', to: '与', none: '两稿文字一样。', added: '加了', removed: '删了', changed: '改了', before: '原来', after: '现在', field: '哪里', table: { terms: '付款', clauses: '约定', members: '职工', agreement: '协议' }, whole: '整行', empty: '空' },
  perf: {
    kind: '种类', state: { waiting: '等条件成就', open: '未到期', part: '付了一部分', today: '今天到期', overdue: '逾期{n}天', done: '已履行', done_late: '已履行，迟{n}天' },
    accelerated: '因前期逾期提前到期', agreedDue: '原定 {day}', surplus: '多付 {amount} 元', left: '欠 {amount}', unproven: '缺凭证', total: '应付 {promised} 元，已付 {paid} 元，还欠 {left} 元', surplusTotal: '多付 {surplus} 元', complete: '全部履行完毕 {day}',
    event: '条件成就', done: '做完了', undo: '撤销登记', dunning: '出催告函', confirm: '出履行完毕确认书', letters: '文书', correct: '更正', corrected: '更正过：{why}', proof: '有凭证', paidTo: '付给{who}', authority: '经办机构', settle: '当场付清…', settleHint: '没有书面协议、当场付清的，在这里登记',
    members: '逐人登记…', membersTitle: '逐人登记第{no}期', membersHint: '每个人按附表的份额，一次登记。和份额不一样的，单独登记。', membersWho: '收到钱的', membersDo: '登记 {n} 人，共 {sum} 元', membersPaid: '{n} 人已经付清这一期。', membersDone: '{n} 人共 {sum} 元已登记。',
    insurance: '第{no}项的缴费凭证', insuranceWhole: '每人每月都有凭证', insuranceCovered: '已有 {covered} / {owed} 人月，{people} 人还没有齐', insuranceUnplaced: '有 {amount} 元没有写明月份', insuranceOpen: '按人按月看', insuranceClose: '收起', insurancePerson: '姓名', insuranceHas: '有凭证', insuranceLacks: '没有凭证', months: '{from} 至 {to}', monthsOf: '，{n}人', monthsFrom: '缴费起月', monthsTo: '止月', monthsWho: '给谁缴的',
    over: '多于这一期还欠的 {left} 元，多 {more} 元。确实多付的，写明情况再登记。', part: '这次付 {amount} 元，还欠 {left} 元。', late: '晚 {n} 天。', payee: '实际收款人', asAgreed: '和协议一致', attachment: '凭证', attach: '从证据里选，可不选', none: '没有材料，先在“证据”里存', needNote: '收款人或金额和协议不一样，说明要写', reason: '为什么更正', correctDone: '收款已更正。', proofReason: '登记时附上收款人或凭证',
  },
  merge: {
    name: '并案…', title: '并入另一案', hint: '同一用人单位的争议可以一并办。本案的收件日和期限照样算。', into: '并入哪一案', why: '如 同一批欠薪，一并调解', do: '并入', none: '没有同一用人单位、可以并入的案件。', received: '{day} 收件', done: '已并入“{title}”。', open: '打开那一案',
  },
  do: {
    event: '条件成就，已记下。', done: '已记为做完。', undone: '登记已撤销。', offer: '出价已记下。', answer: '答复已记下。', offerCancelled: '出价已撤销。', consent: '{n} 人的同意已登记。', consentBack: '同意已撤销。', split: '{n} 人已分成另案。', openSplit: '打开另案', settled: '当场履行完毕，已记下。', team: '调解小组已定。',
  },
  form: {
    on: '哪一天', note: '说明', optional: '可不填', reason: '为什么', which: '哪一项', proof: '凭证', side: '谁提出', by: '提出人', amount: '金额', heads: '分项', headsHint: '分项填了，合计自动相加', conditions: '条件', conditionsHint: '如 分三期、当场付一半', session: '哪次调解', accepted: '答复', yes: '接受', no: '不接受', whoSaid: '谁说的', members: '哪些人', way: '怎么同意的',
    ways: { desk: '当面签名', statement: '书面同意', recorded: '电话或视频，已留存记录', proxy: '特别授权代理人签名' }, proofNeeded: '不是当面签的，要有凭证', payer: '谁付', payee: '谁收', receipt: '收款收据', receiptNone: '还没有收款收据', makeReceipt: '先出收款收据', payWay: '怎么付的',
    team: '调解员', teamName: '姓名', teamAgency: '单位', teamCapacity: '身份', teamAdd: '加一人', splitWhy: '如 不同意协议方案，另行调解', memberAll: '全选', memberNone: '全不选', memberCount: '选了 {n} 人', noMembers: '没有可选的人。', annex: '出附表请各人签名',
  },
} as const
