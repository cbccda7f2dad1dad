/** 同步: the line to the county's centre, for the one who sits at this computer. */
export default {
  title: '同步',
  now: '立即同步',
  pause: '暂停',
  resume: '继续',
  asked: '已去接中心，传好了这里会变。',
  state: {
    synced: '和县级中心一致，没有要传的。',
    syncedFiles: '文字都已传到县级中心，扫描件还在后面传。',
    offline: '没有连上县级中心。已登记的内容都在本机，恢复网络后会自动传。',
    longOffline: '已经 {days} 天没有连上。离线多久都不要紧，案子照样办，接上就传。',
    joining: '正在接上县级中心。办别的事不用等。',
    sending: '正在和县级中心互传，办别的事不用等。',
    paused: '已暂停，是这台电脑上有人按的。已登记的内容都在本机，点“继续”再传。',
    attention: '要处理好下面这件事，才会接着传。',
  },
  count: {
    own: '本机共有', receipted: '中心已回执', waiting: '待传', parked: '其中 {n} 条中心存而未用',
    parkedWhy: '写的时候案子已经交给别的站，中心留着，两边都看得到，没有算进案子里。',
    nothing: '没有待传的', lastAt: '最近一次收齐 {at}', never: '还没有收齐过', hub: '中心 {name}', toRead: '中心还有 {n} 条没有收下来',
    bar: '本机 {own} 条，中心已回执 {receipted} 条，待传 {waiting} 条',
  },
  files: {
    title: '扫描件', note: '文字先传，扫描件在后面传，断了从断的地方接着传。', none: '没有要传或要收的扫描件。',
    send: '待传', fetch: '待收', count: '{n} 个', sending: '正在传', fetching: '正在收', noName: '扫描件', of: '{done} / {size}', noSize: '已 {done}',
    columns: { way: '方向', count: '个数', size: '大小', progress: '进度' }, queued: '排着', paused: '已暂停', unknown: '大小未知',
  },
  came: {
    title: '收到的', last: '最近一次 {at} 收 {n} 条', none: '没有等着您看的。', more: '其余的已经记进各案的历史。',
    conflict: '冲突', conflictWhat: '{title}：两台电脑写得不同', assigned: '交办', assignedWhat: '{from}交办 {title}', assignedDue: '，请 {day} 前答复',
    choose: '去选', open: '打开',
  },
  who: { title: '本机在中心的登记', hub: '中心', url: '地址', station: '站', role: '身份', series: '编号字母', at: '接入', fingerprint: '指纹', ok: '县里已核对', roles: { station: '调解站', county: '县级中心的电脑' } },
  shared: {
    what: '编号字母 {series} 另一台电脑也用过。',
    todo: '已经印出的号照样有效；可能有两份同号的，县级中心有清单。请县级中心给其中一台另发一个接入码换字母。',
  },
  confirm: {
    title: '请打电话给县级中心，核对这台电脑',
    say: '照着念：“{station}的电脑接入，指纹是 ……” 四个一组，念完八组，县里对上一样的就按“核对无误”。',
    why: '这样县里才知道接进来的是您这台，不是别人拿着接入码的电脑。对上以前，您照常办案，内容都在本机。',
    group: '第 {n} 组 {digits}',
    wrong: '有一组对不上的，请县里停用这台，再发一个接入码。',
  },
  enrol: {
    state: '本机还没有接入县级中心。',
    what: '登记的内容只存在这台电脑里，什么都不缺，什么都不会丢。接入以后，案件自动传到县级中心，别的站看不到不归他们的案子；没有网络也照样办。',
    keeps: '接入以前登记的也会传上去；已经印出的案号、文号不变。',
    code: '接入码', codeHint: '粘贴县级中心给的接入码，以 FQ1- 开头；换行、空格不要紧', open: '打开文件', openTitle: '选县级中心给的接入码文件', reading: '正在认',
    says: '这个码说的是', hub: '中心', station: '站', role: '身份', series: '编号字母', until: '有效到', url: '地址',
    seriesNow: '本机现在用 {series}；中心没有别的电脑在用，就还用 {series}', expired: '按本机的时钟，这个码已经过期。', roleCounty: '接入后，本机看得到全县各站的案件。',
    name: '这台电脑叫', nameFirst: '{station}一号机', nameHint: '县里看名单时认得出是哪一台', go: '接入县级中心', busy: '正在接中心，最多等半分钟',
    done: '已接入{hub}。', notThis: '不是本站的码，请不要接入，退回县级中心。', later: '没有接入码？请打电话给县级中心要一个，每台电脑一个。',
  },
  log: {
    title: '记事', none: '还没有记事。', more: '看更早的', unknown: '新版本记的一件事，本版本不认得',
    lines: {
      enrolled: '接入{hub}，站名 {station}', paused: '暂停同步', resumed: '继续同步', pushed: '传 {records} 条，回执已核对', pushedParked: '传 {records} 条，回执已核对；其中 {parked} 条中心存而未用',
      received: '收 {records} 条', files: '传收扫描件 {files} 个', fork_healed: '本机从旧备份恢复过，中心没有的 {records} 条重新编了次序再传，没有重复',
      given_back: '中心从旧备份恢复过，把它缺的 {batches} 批交还给它', hub_restarted: '中心从备份恢复过，本机按回执逐条对过一遍', line_again: '又接上了，接着传',
    },
  },
}
