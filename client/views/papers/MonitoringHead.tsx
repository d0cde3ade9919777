import { useTranslation } from 'react-i18next';
import { causes } from '#shared/handling.ts';

/** The head of a monitoring form: its own columns first, then those of what is written of an indicator. */
export function MonitoringHead({ columns }: { columns: readonly string[] }) {
  const { t } = useTranslation();
  const tall = (text: string) => (
    <th key={text} scope="col" rowSpan={2}>
      {text}
    </th>
  );
  return (
    <thead>
      <tr>
        {columns.map(tall)}
        {tall(t('forms.expected'))}
        <th scope="colgroup" colSpan={causes.length + 2}>
          {t('forms.causes')}
        </th>
        {tall(t('forms.likelihood'))}
        {tall(t('forms.note'))}
      </tr>
      <tr>
        {causes.map((cause) => (
          <th key={cause} scope="col" className="cause">
            {t(`cause.${cause}`)}
          </th>
        ))}
        <th scope="col">{t('forms.reason')}</th>
        <th scope="col">{t('forms.measure')}</th>
      </tr>
    </thead>
  );
}
