/** Endings that say what kind of body a name is of: they stay, the longest first. */
const bodies = [
  '股份有限公司',
  '有限责任公司',
  '有限公司',
  '事务所',
  '合作社',
  '服务部',
  '经营部',
  '公司',
  '中心',
  '学校',
  '医院',
  '银行',
  '协会',
  '商店',
  '厂',
  '店',
  '部',
  '局',
  '院',
];

/**
 * A payee as those see it who need not know it: of a person the first character (张*), of a body its first two and
 * what kind of body it is (河北**有限公司). As many stars whatever was left out, so that not even its length is told.
 * @example
 * maskPayee('张小明') // '张*'
 * maskPayee('河北巨鹿科技有限公司') // '河北**有限公司'
 */
export function maskPayee(payee: string): string {
  const name = payee.trim();
  const body = bodies.find((ending) => name.endsWith(ending) && name.length > ending.length + 1) ?? '';
  const own = [...name.slice(0, name.length - body.length)];
  if (body === '' && own.length <= 4) return `${own[0] ?? ''}*`;
  // Of a short name two characters would be all of it.
  const shown = own.length > 3 && /^\p{Script=Han}{2}/u.test(name) ? 2 : 1;
  return `${own.slice(0, shown).join('')}**${body}`;
}
