import type { TFunction } from 'i18next';

const levels = ['产出指标', '效益指标', '满意度指标', '成本指标'] as const;

/** The four names that the form knows are said in the reader's language; any other as it is printed. */
export function levelName(printed: string, t: TFunction): string {
  const known = levels.find((level) => level === printed);
  return known ? t(`level.${known}`) : printed;
}
