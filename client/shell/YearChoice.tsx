import { useTranslation } from 'react-i18next';
import { useQueryValues } from '../data/moment.ts';
import { Choice } from '../ui/Choice.tsx';

/** The years that have a plan. Another year is looked at as of its own last day. */
export default function YearChoice({ years, current }: { years: readonly number[]; current: number }) {
  const { t } = useTranslation();
  const [params, setValues] = useQueryValues();
  return (
    <Choice
      label={t('shell.year')}
      hideLabel
      value={params.get('year') ?? String(current)}
      items={years.map((year) => ({ id: String(year), text: String(year) }))}
      onChange={(year) => setValues({ year: year === String(current) ? undefined : year, asOf: undefined })}
    />
  );
}
