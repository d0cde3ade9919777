import type { TFunction } from 'i18next';

const levels = [
  '产出指标',
  '效益指标',
  '满意度指标',
  '成本指标',
  '数量指标',
  '质量指标',
  '时效指标',
  '经济效益指标',
  '社会效益指标',
  '生态效益指标',
  '可持续影响指标',
  '服务对象满意度指标',
] as const;

/** A level's name as the form prints it is said in the reader's language; any other stays as it is printed. */
export function levelName(printed: string, t: TFunction): string {
  const known = levels.find((level) => level === printed);
  return known ? t(`level.${known}`) : printed;
}
