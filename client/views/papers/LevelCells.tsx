import { useTranslation } from 'react-i18next';
import { levelName } from '../../ui/level-name.ts';
import { spansOf } from './texts.ts';

interface Row {
  level1: string;
  level2: string;
}

/** 一级 and 二级指标 of a row, each once over the rows that it covers, as on paper. */
export function LevelCells({ rows, at }: { rows: readonly Row[]; at: number }) {
  const { t } = useTranslation();
  const row = rows[at];
  const first = spansOf(rows, ({ level1 }) => level1)[at] ?? 0;
  const second = spansOf(rows, ({ level1, level2 }) => `${level1}\n${level2}`)[at] ?? 0;
  return (
    <>
      {first > 0 && (
        <td className="level" rowSpan={first} data-label={t('forms.level1')}>
          {row && levelName(row.level1, t)}
        </td>
      )}
      {second > 0 && (
        <td className="level" rowSpan={second} data-label={t('forms.level2')}>
          {row && levelName(row.level2, t)}
        </td>
      )}
    </>
  );
}
