import { useMutation } from '@tanstack/react-query';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { keep } from '../data/download.ts';
import type { Caption } from './picture.ts';
import './chart-tools.css';

/** The two ways in which a chart is taken along: as a picture, and as the figures it is drawn from. */
export function ChartTools({
  chart,
  name,
  caption,
  csv,
}: {
  /** Where the drawing is. */
  chart: RefObject<HTMLElement | null>;
  /** What the chart is called, in the names of the files too. */
  name: string;
  caption: Caption;
  csv: () => string;
}) {
  const { t } = useTranslation();
  const draw = useMutation({
    mutationFn: async () => {
      const { pictureOf } = await import('./picture.ts');
      const svg = chart.current?.querySelector('svg');
      if (!svg) throw new Error('there is no drawing yet');
      keep(await pictureOf(svg, caption), `${name}.png`);
    },
  });
  const write = () => keep(new Blob([csv()], { type: 'text/csv;charset=utf-8' }), `${name}.csv`);
  return (
    <div className="chart-tools">
      <button
        type="button"
        className="plain link"
        aria-label={t('file.pngLabel', { name })}
        disabled={draw.isPending}
        onClick={() => draw.mutate()}
      >
        {t('file.png')}
      </button>
      <button type="button" className="plain link" aria-label={t('file.csvLabel', { name })} onClick={write}>
        {t('file.csv')}
      </button>
      {draw.isError && (
        <span className="field-error" role="alert">
          {t('file.failed')}
        </span>
      )}
    </div>
  );
}
