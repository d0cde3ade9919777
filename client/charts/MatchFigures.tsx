import { useQuery } from '@tanstack/react-query';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { useMoment } from '../data/moment.ts';
import { system } from '../data/questions.ts';
import { fullDayText, percent } from '../text/format.ts';
import { spokenLanguage } from '../text/i18n.ts';
import { ChartTools } from './ChartTools.tsx';
import { csvOf, matchRows } from './chart-data.ts';
import type { MatchPoint } from './quadrant.ts';

/** What the quadrant says, for whoever does not see it. */
export function MatchTable({ points }: { points: readonly MatchPoint[] }) {
  const { t } = useTranslation();
  const words = useReadings();
  return (
    <div className="visually-hidden">
      <table>
        <caption>{t('file.table')}</caption>
        <thead>
          <tr>
            {(['project', 'money', 'results', 'ahead'] as const).map((name) => (
              <th key={name} scope="col">
                {t(`file.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {points.map(({ code, name, fulfilment, achievement, ahead }) => (
            <tr key={code}>
              <th scope="row">{name}</th>
              <td>{percent(String(fulfilment))}</td>
              <td>{percent(String(achievement))}</td>
              <td>{words[ahead ?? 'together']}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The quadrant as files. */
export function MatchTools({
  points,
  chart,
}: {
  points: readonly MatchPoint[];
  chart: RefObject<HTMLElement | null>;
}) {
  const { t } = useTranslation();
  const words = useReadings();
  const around = useQuery({ ...system(), enabled: false }).data;
  const { asOf = around?.today ?? '', year = String(around?.year ?? '') } = useMoment();
  const department = around?.department?.name;
  const facts = { department, year, day: fullDayText(asOf, spokenLanguage()), unit: t('file.points') };
  const foot = [t('overview.matchAxes'), t(department ? 'file.foot' : 'file.footBare', facts)];
  const heads = [
    t('file.code'),
    t('file.project'),
    t('file.money'),
    t('file.results'),
    t('file.ahead'),
  ] as const;
  return (
    <ChartTools
      chart={chart}
      name={`${department ?? t('product')}-${t('file.match')}-${asOf}`}
      caption={{ title: t('file.match'), foot }}
      csv={() => csvOf(matchRows(points, heads, words))}
    />
  );
}

function useReadings() {
  const { t } = useTranslation();
  return { money: t('file.moneyAhead'), results: t('file.resultsAhead'), together: t('file.together') };
}
