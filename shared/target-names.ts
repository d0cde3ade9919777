/** What the names of an indicator say about it, apart from the figure printed beside it. */
export interface Named {
  level2: string;
  name: string;
}

const bad =
  /故障|停机|宕机|停电|投诉|上访|信访|结余|结转|差错|错误|出错|失误|误差|事故|伤亡|死亡|发病|流失|流产|超支|超时|逾期|违规|违法|违纪|失业|辍学|破损|损坏|损耗|损失|缺陷|泄漏|泄露|延误|中断|丢包|漏报|空置|闲置|退货|退件|返工|污染|排放|能耗|耗电|等待时间|排队|成本|舆情/;
/** A bad thing that is dealt with is a good thing: 投诉处理率, 故障排除率, 成本节约率. */
const dealtWith =
  /处理|处置|办结|办理|解决|响应|整改|回复|答复|反馈|修复|维修|排除|消除|化解|治理|防治|预防|防范|监测|查处|下降|降低|减少|压减|节约|节省|盘活|回收|达标|知晓|控制率|核算|改造/;

/** Whether less is better by the name alone: 故障率, 停机率, 投诉, 结余率, 成本. */
export function isBadThing(name: string): boolean {
  return bad.test(name) && !dealtWith.test(name);
}

/** Whether more is plainly better, so that `≤` beside it is a slip. */
export function isGoodThing(name: string): boolean {
  return (
    !isBadThing(name) &&
    /满意|合格率|完成率|及格率|达标率|覆盖率|及时率|正确率|准确率|优良率|到位率|开通率|安装率|完好率/.test(
      name,
    )
  );
}

/** A rate, a satisfaction or another share of a whole, to go by the name. */
export function isRate(name: string): boolean {
  return /率%?$|率\(|满意度|满意程度|比例|比重|占比|覆盖面|百分比|进度/.test(name);
}

/** 完成率 and its like: they grow from 0 to their target in step with the work. */
export function isCompletion(name: string): boolean {
  return /完成率|完工率|竣工率|安装率|开通率|到位率|完成比例|完成进度|执行率|执行进度|支出进度/.test(name);
}

/** A rate that may pass 100 %: 增长率, 完成率, 利用率. Such a value is asked about, not refused. */
export function mayPassHundred(name: string): boolean {
  return /完成率|增长|增速|增幅|提高|提升|上升|利用率|使用率|效率|产能|倍|收益率|回报率|执行率/.test(name);
}

/** Money that is spent, to go by the names: 成本指标, or 费用, 造价 and their like where no level says otherwise. */
export function isCost({ level2, name }: Named): boolean {
  if (/成本/.test(level2)) return !/节约|节省/.test(name);
  if (/成本/.test(name)) return !dealtWith.test(name);
  return !/效益/.test(level2) && /费用|造价|总投资|支出额|支出金额|[^免收]费$|单价/.test(name);
}

/** A count or an amount of output, to go by the names. */
export function isCount({ level2, name }: Named): boolean {
  return /数量/.test(level2) || /数量|次数|人数|户数|台数|个数|件数|套数|场次|[^指参系函]数$/.test(name);
}

/** Something that is measured, not counted, to go by the name: without its unit the figure says nothing. */
export function isMeasured(name: string): boolean {
  return /资金|金额|费用|经费|投资|收入|产值|成本|面积|长度|里程|周期|时长|期限|时间|重量|吨位|容量|体积|产量/.test(
    name,
  );
}

/** A time that something takes, where shorter is better. */
export function isTimeTaken(name: string): boolean {
  return (
    /时间|时限|时长|及时|响应|等待|办理|耗时|用时|工期|历时/.test(name) &&
    !/服务时间|开放时间|运行时/.test(name)
  );
}

/** A property rather than an output: it is there or not and does not grow over the year. */
export function isProperty(name: string): boolean {
  return /射程|周期|期限|时长|高度|宽度|深度|厚度|速度|温度|湿度|浓度|强度|密度|标准|单价|时间|时限|及时/.test(
    name,
  );
}

/** Something that has a time of its own: a date is to be expected beside it. */
export function isTimed({ level2, name }: Named): boolean {
  return /时效/.test(level2) || /时间|时限|时效|日期|期限|周期|工期|进度|完成|完工|竣工|及时/.test(name);
}

/** Whether a unit is one that plans print: words, or the letters of a measure; not the debris of a broken figure. */
export function isKnownUnit(unit: string): boolean {
  if (/[^\p{Script=Han}A-Za-z0-9%‰℃°㎡㎥²³μΩ·/()]/u.test(unit) || /.[%‰]/.test(unit)) return false;
  if (/^[余多来几]|级|内|调查|问卷|依据|文件|通知|请示|台账|资料|报表|办法|方案/.test(unit)) return false;
  return unit.split(/[^A-Za-z0-9²³μ]+/).every((part) => part === '' || latinUnits.test(part));
}

const latinUnits =
  /^(?:[kKcCdDmMμnh]?[mM][23²³]?|[kKmμ]?[gG]|[tTVAWLhHsG]|[mM][lL]|[kKMGTP][bB]|[kKM][wW]|[kKM][wW][hH]|[kK][vV][aA]?|min|d[bB]|[pP][hH]|[KMG]bps|MPa|Hz)$/;

/** A share of a whole: a value outside 0–100 % cannot be. Every % that is not known to be able to pass 100. */
export function isShare(name: string): boolean {
  if (/满意|合格率|及格率|达标率|覆盖率|覆盖面|到位率|开通率|安装率|正确率|准确率|及时率|知晓率/.test(name))
    return true;
  return isBadThing(name) || !mayPassHundred(name);
}

/** Whether a value below zero makes sense: a growth, a temperature. */
export function mayBeNegative(name: string, unit: string): boolean {
  return /增长|增速|增幅|变化|同比|环比|收益率/.test(name) || /℃|摄氏/.test(unit);
}

/** Whether a unit is counted, not measured: half of one is none. */
export function isWholeUnit(unit: string): boolean {
  return /^(?:个|次|台|套|人|人次|件|辆|户|项|条|处|份|名|家|场|场次|期|批|批次|篇|册|座|所|村|部|张|组|例|起|宗|艘|架|棵|株|头|只|本|间|栋|幢|块|盏|支|门|班|届|轮|位)$/.test(
    unit,
  );
}
